import { projectSurveys } from '#cartography/survey/project.server.ts'
import { type Environment, readEnvironment } from '#kernel/env.server.ts'
import { migrateJobs } from '#kernel/jobs.server.ts'
import { appRole, migrate, partnerRole, publicRole, urlOf, workerRole } from '#kernel/migrate.server.ts'
import { startCluster } from '#kernel/postgres.server.ts'
import { type Keyring, loadKeyring } from '#kernel/seal.server.ts'
import { projectAuthorities } from '#listening/authority/project.server.ts'

/** A database brought to today's shape, with the addresses of its roles. */
export interface Opened {
  readonly environment: Environment
  readonly keys: Keyring
  readonly appUrl: string
  readonly workerUrl: string
  readonly partnerUrl: string
  readonly publicUrl: string
  readonly close: () => Promise<void>
}

/**
 * Opens the data folder: keys, the embedded PostgreSQL (or the one of DATABASE_URL), migrations, vocabulary and jobs.
 * @throws Trouble with what to do, when it cannot
 */
export async function openData(
  say: (line: string) => void,
  environment: Environment = readEnvironment(),
): Promise<Opened> {
  const cluster = environment.databaseUrl
    ? undefined
    : await startCluster({ dir: environment.dir, onProgress: say })
  const ownerUrl = environment.databaseUrl ?? cluster?.ownerUrl ?? ''
  try {
    const keys = loadKeyring(environment.dir)
    keys.selfTest()
    const appUrl = urlOf(ownerUrl, appRole, keys)
    const workerUrl = urlOf(ownerUrl, workerRole, keys)
    const partnerUrl = urlOf(ownerUrl, partnerRole, keys)
    const publicUrl = urlOf(ownerUrl, publicRole, keys)
    await migrate(ownerUrl, keys)
    await projectAuthorities(ownerUrl)
    await projectSurveys(ownerUrl)
    await migrateJobs(ownerUrl, workerUrl)
    return {
      environment,
      keys,
      appUrl,
      workerUrl,
      partnerUrl,
      publicUrl,
      close: async () => cluster?.stop(),
    }
  } catch (error) {
    await cluster?.stop()
    throw error
  }
}
