import fc from 'fast-check';

// Property tests explore with a new seed at every run, but a run of CI can be repeated as it was.
if (process.env['CI'] === 'true') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_124 });
