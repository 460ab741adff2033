import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { projectSurveys } from '#cartography/survey/project.server.ts'
import { projectAuthorities } from '#listening/authority/project.server.ts'
import { migrateJobs } from '../jobs.server.ts'
import { migrate, urlOf, workerRole } from '../migrate.server.ts'
import { startCluster } from '../postgres.server.ts'
import { freshRing, Keyring } from '../seal.server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly ownerUrl: string
    readonly keyring: string
    readonly dataDir: string
  }
}

/** The database that every test file starts from, already migrated. */
export const templateName = 'repere_template'

/** One PostgreSQL for the whole run, in a folder of its own, with the template that test files copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'repere-desk-'))
  // The account that runs PostgreSQL for root must be able to pass through.
  chmodSync(dir, 0o755)
  const cluster = await startCluster({ dir })
  const ring = freshRing()
  const keys = new Keyring(ring)
  const owner = new pg.Client({ connectionString: cluster.ownerUrl })
  await owner.connect()
  await owner.query(`create database ${templateName}`)
  await owner.end()
  const url = databaseUrl(cluster.ownerUrl, templateName)
  await migrate(url, keys)
  await projectAuthorities(url)
  await projectSurveys(url)
  await migrateJobs(url, urlOf(url, workerRole, keys))
  project.provide('ownerUrl', cluster.ownerUrl)
  project.provide('keyring', JSON.stringify(ring))
  project.provide('dataDir', cluster.dataDir)
  return async () => {
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The same server, another database. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
