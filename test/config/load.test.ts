import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../config/load.ts';

/** The faults that an environment is refused with. */
function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('works with nothing said', () => {
    expect(loadConfig({})).toEqual({
      dataFolder: null,
      host: '127.0.0.1',
      port: 8010,
      publicUrl: null,
      trustedProxies: [],
      smtpUrl: null,
      databaseUrl: null,
      databaseOwnerUrl: null,
      time: 'real',
      demo: true,
      language: 'vi',
      logLevel: 'info',
    });
  });

  it('is read from the environment, where empty is not said', () => {
    expect(
      loadConfig({
        HOMAT_DATA: '/var/lib/ho-mat',
        HOMAT_PORT: '0',
        HOMAT_DEMO: '0',
        HOMAT_TIME: 'skip',
        HOMAT_LANG: '',
        HOMAT_TRUSTED_PROXIES: '10.0.0.1, 10.0.0.2',
        DATABASE_URL: 'postgresql://homat@db/homat',
        HOMAT_SMTP_URL: 'smtps://mail.noi.bo:465',
        PATH: '/bin',
      }),
    ).toMatchObject({
      dataFolder: '/var/lib/ho-mat',
      port: 0,
      demo: false,
      time: 'skip',
      language: 'vi',
      trustedProxies: ['10.0.0.1', '10.0.0.2'],
      databaseUrl: 'postgresql://homat@db/homat',
      smtpUrl: 'smtps://mail.noi.bo:465',
    });
  });

  it('says every fault at once, by the name of the variable', () => {
    const faults = faultsOf({
      HOMAT_PORT: '99999',
      HOMAT_TIME: 'fast',
      HOMAT_SMTP_URL: 'http://mail',
      DATABASE_URL: 'mysql://db',
      HOMAT_DEMO: 'perhaps',
    });
    expect(faults).toHaveLength(5);
    expect(faults.join('\n')).toMatch(/HOMAT_PORT.*\n(.|\n)*HOMAT_TIME must be real or skip/);
  });
});
