import { spawn } from 'node:child_process'

/** Calls somebody by a way that shares neither the e-mail nor the database: a web address, a command, or both. */
export interface Pager {
  readonly isConfigured: boolean
  /** Says whether at least one way took the call; whoever is called for is told by name when it is somebody in particular. */
  readonly page: (dutyOfficer?: string) => Promise<boolean>
}

/** The same words whatever happened: what is wrong is read at the desk. */
export const pagerWords = {
  title: 'Repère',
  message: 'Une alerte attend : ouvrez le bureau de Repère.',
} as const

export function openPager(given: { readonly url?: string; readonly command?: string }): Pager {
  const { url, command } = given
  const ways = [
    ...(url ? [(name?: string) => post(url, name)] : []),
    ...(command ? [(name?: string) => run(command, name)] : []),
  ]
  return {
    isConfigured: ways.length > 0,
    page: async (name) => (await Promise.all(ways.map((way) => way(name)))).some((taken) => taken),
  }
}

async function post(url: string, dutyOfficer: string | undefined): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...pagerWords, dutyOfficer }),
      signal: AbortSignal.timeout(10_000),
    })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/** The command is that of the operator, who writes it in the environment of the service; it reads there whom to call. */
function run(command: string, dutyOfficer: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const env = { ...process.env, REPERE_DUTY_OFFICER: dutyOfficer ?? '' }
    const child = spawn(command, { shell: true, stdio: 'ignore', timeout: 30_000, env })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}
