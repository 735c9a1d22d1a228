import { ConfigError, readConfig } from './config.ts';
import { ManifestError } from './graphql/trusted-documents.ts';
import { serve } from './serve.ts';
import { keepNewObjectsYoung } from './young-objects.ts';

// The server: what the environment says, served until a signal ends it.

keepNewObjectsYoung();
try {
  const served = await serve(readConfig(process.env));
  served.stopOnSignals();
} catch (error) {
  const isPlain = error instanceof ConfigError || error instanceof ManifestError;
  process.stderr.write(`${isPlain ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
