import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { asWritable } from '../../../../../../src/main/store/worker/brands.ts';
import {
  latestVersion,
  migrate,
  migrations,
  schemaVersion,
} from '../../../../../../src/main/store/worker/migrations/migrate.ts';

describe('migrations', () => {
  it('bring an empty file to the latest version, and do nothing the second time', () => {
    const db = asWritable(new Database(':memory:'));
    migrate(db);
    expect(schemaVersion(db)).toBe(latestVersion());
    migrate(db);
    db.close();
  });

  it('refuse a file of a newer program and leave it as it is', () => {
    const db = asWritable(new Database(':memory:'));
    db.pragma(`user_version = ${latestVersion() + 10}`);
    expect(() => migrate(db)).toThrow(expect.objectContaining({ code: 'STORE_NEWER_VERSION' }));
    expect(db.prepare('select count(*) from sqlite_schema').pluck().get()).toBe(0);
    db.close();
  });

  it('leave a file between two steps when one fails', () => {
    const db = asWritable(new Database(':memory:'));
    const steps = [
      { version: 10, apply: () => db.exec('create table a (x) ') },
      {
        version: 20,
        apply: () => {
          db.exec('create table b (x)');
          throw new Error('power cut');
        },
      },
    ];
    expect(() => migrate(db, steps)).toThrow('power cut');
    expect(schemaVersion(db)).toBe(10);
    expect(db.prepare("select name from sqlite_schema where name = 'b'").get()).toBeUndefined();
    db.close();
  });

  it('are numbered in ascending tens', () => {
    expect(migrations.every(({ version }) => version % 10 === 0)).toBe(true);
    const db = asWritable(new Database(':memory:'));
    const none = { apply: () => undefined };
    expect(() =>
      migrate(db, [
        { version: 20, ...none },
        { version: 10, ...none },
      ]),
    ).toThrow(/does not follow/);
    db.close();
  });
});
