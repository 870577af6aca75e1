import { describe, expect, it } from 'vitest';
import { parseMessageTemplate } from '../../../../../src/shared/domain/template/message-template.ts';

const source = { sequence: 3, now: 0, random: () => 0 };

describe('a message of templates', () => {
  it('fills payload, key and property values from one source; names stay', () => {
    const parsing = parseMessageTemplate({
      payload: '{"id":{{seq}},"at":"{{now}}"}',
      key: 'k-{{int 5 9}}',
      properties: [
        ['{{name}}', '{{pick "eu" "us"}}'],
        ['at', '{{now ms}}'],
      ],
    });
    expect(parsing.ok && parsing.template.isGenerated).toBe(true);
    expect(parsing.ok && parsing.template.render(source)).toEqual({
      payload: '{"id":4,"at":"1970-01-01T00:00:00.000Z"}',
      key: 'k-5',
      properties: [
        ['{{name}}', 'eu'],
        ['at', '0'],
      ],
    });
  });

  it('has no key when none was given', () => {
    const parsing = parseMessageTemplate({ payload: 'x', key: undefined, properties: [] });
    expect(parsing.ok && parsing.template.isGenerated).toBe(false);
    expect(parsing.ok && parsing.template.render(source).key).toBeUndefined();
  });

  it('says in which part each error is', () => {
    const parsing = parseMessageTemplate({
      payload: '{{a}}',
      key: '{{b}}',
      properties: [
        ['x', 'fine'],
        ['y', '{{c}}'],
      ],
    });
    expect(parsing.ok ? [] : parsing.errors.map((error) => error.in)).toEqual(['payload', 'key', 1]);
  });
});
