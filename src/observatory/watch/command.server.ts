import { readJson } from '../readJson.server.ts'
import { evaluate, SeriesFile, WatchCase } from './method/evaluate.ts'

/** What the command `watch evaluate` receives. */
export interface EvaluateArguments {
  readonly say: (line: string) => void
  readonly print: (text: string) => void
  readonly casePath: string
  readonly seriesPath: string
}

/** Prints what a method says of a series, in the shape of the reference files; 2 when a file cannot be used. */
export async function runEvaluate({ say, print, casePath, seriesPath }: EvaluateArguments): Promise<number> {
  const asked = await readJson(casePath, WatchCase, say)
  const file = asked && (await readJson(seriesPath, SeriesFile, say))
  if (!asked || !file) return 2
  const series = file.series[asked.series]
  if (!series) {
    say(`La série « ${asked.series} » n’est pas dans ${seriesPath}.`)
    return 2
  }
  const length = Math.min(...series.observed.map((unit) => unit.length))
  const [first, last] = asked.control.range
  if (first > last || last > length) {
    say(`L’étendue va de ${first} à ${last}, et la série de 1 à ${length}. Corrigez « range ».`)
    return 2
  }
  print(JSON.stringify(evaluate(series, asked)))
  return 0
}
