import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const tick = 1e9 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** What some processes have used so far: nanoseconds of CPU each, and what their dead children had used. */
interface Reading {
  readonly live: ReadonlyMap<number, number>
  readonly reaped: number
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process ended in between.
    return undefined
  }
}

/** The fields of /proc/PID/stat after the command, which may hold spaces. */
const fieldsOf = (pid: number): string[] => {
  const stat = read(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
}

/** CPU of a process, all its threads: to the nanosecond where the kernel keeps it, else to the tick. */
function used(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce(
      (sum, thread) => sum + Number((read(`/proc/${pid}/task/${thread}/schedstat`) ?? '0').split(' ')[0]),
      0,
    )
  } catch {
    const [user, system] = fieldsOf(pid).slice(11, 13)
    return (Number(user ?? 0) + Number(system ?? 0)) * tick
  }
}

function reading(pids: readonly number[]): Reading {
  const first = pids[0]
  const [user, system] = first === undefined ? [] : fieldsOf(first).slice(13, 15)
  return {
    live: new Map(pids.map((pid) => [pid, used(pid)])),
    reaped: (Number(user ?? 0) + Number(system ?? 0)) * tick,
  }
}

function between(before: Reading, after: Reading): number {
  let sum = 0
  for (const [pid, now] of after.live) sum += now - (before.live.get(pid) ?? 0)
  // A parallel worker lives less than a request: its parent inherits what it used.
  let gone = 0
  for (const [pid, then] of before.live) if (!after.live.has(pid)) gone += then
  return sum + Math.max(0, after.reaped - before.reaped - gone)
}

/** Some processes whose consumption is watched; the first is the parent of the others. */
export type Watched = () => readonly number[]

/** Does something, and says the CPU that each group of processes used meanwhile, in microseconds. */
export async function cpuOf<Group extends string, Value>(
  groups: Readonly<Record<Group, Watched>>,
  work: () => Promise<Value>,
): Promise<{ value: Value; cpu: Record<Group, number> }> {
  const names = Object.keys(groups) as Group[]
  const before = new Map(names.map((name) => [name, reading(groups[name]())]))
  const value = await work()
  const cpu = {} as Record<Group, number>
  for (const name of names) {
    const then = before.get(name)
    cpu[name] = then ? between(then, reading(groups[name]())) / 1000 : 0
  }
  return { value, cpu }
}

/** Resident memory of a process, in megabytes. */
export function memoryOf(pid: number): number {
  const found = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')
  return Number(found?.[1] ?? 0) / 1024
}

/** How busy the machine is: runnable processes over the last minute. */
export const loadAverage = (): number => Number((read('/proc/loadavg') ?? '0').split(' ')[0])
