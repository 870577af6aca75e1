/** A whole message as templates: payload, key, and the values of its properties. */
import type { TemplateSource } from './generator.ts';
import { parseTemplate, type Template, type TemplateError } from './template.ts';

export interface MessageTexts {
  readonly payload: string;
  readonly key: string | undefined;
  readonly properties: readonly (readonly [name: string, value: string])[];
}

export interface MessageTemplate {
  /** False: all messages are alike. */
  readonly isGenerated: boolean;
  /** The payload is text, to be sent as UTF-8. */
  render(source: TemplateSource): MessageTexts;
}

export interface MessageTemplateError extends TemplateError {
  /** A number is a place in `properties`. */
  readonly in: 'payload' | 'key' | number;
}

export type MessageTemplateParsing =
  | { readonly ok: true; readonly template: MessageTemplate }
  | { readonly ok: false; readonly errors: readonly MessageTemplateError[] };

export function parseMessageTemplate(texts: MessageTexts): MessageTemplateParsing {
  const errors: MessageTemplateError[] = [];
  const parse = (text: string, place: MessageTemplateError['in']): Template | undefined => {
    const parsing = parseTemplate(text);
    if (parsing.ok) return parsing.template;
    errors.push(...parsing.errors.map((error) => ({ ...error, in: place })));
    return undefined;
  };
  const payload = parse(texts.payload, 'payload');
  const key = texts.key === undefined ? undefined : parse(texts.key, 'key');
  const properties = texts.properties.flatMap(([name, text], place) => {
    const value = parse(text, place);
    return value === undefined ? [] : [{ name, value }];
  });
  if (payload === undefined || errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    template: {
      isGenerated: [payload, key, ...properties.map(({ value }) => value)].some(
        (template) => template?.isGenerated === true,
      ),
      render: (source) => ({
        payload: payload.render(source),
        key: key?.render(source),
        properties: properties.map(({ name, value }) => [name, value.render(source)] as const),
      }),
    },
  };
}
