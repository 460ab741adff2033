import { departementName } from '#vocabulary'
import type { Terminal } from '../../cli.server.ts'
import type { Coverage } from './contract.ts'
import { coverageOf } from './coverage.server.ts'

/** « Rhône (69, metropole) ». */
const placeOf = ({ departement, part }: Coverage['items'][number]) =>
  `${departementName(departement)} (${part ? `${departement}, ${part}` : departement})`

/** Says whether each département has a recipient; anything but 0 when one has none. */
export async function checkCoverage({ services, print }: Terminal, asJson: boolean): Promise<number> {
  const coverage = await services.database.transaction().execute((db) => coverageOf(db))
  print(asJson ? JSON.stringify(coverage, null, 2) : inWords(coverage))
  return coverage.holes === 0 ? 0 : 1
}

function inWords(coverage: Coverage): string {
  const of = (status: string) => coverage.items.filter((item) => item.status === status)
  return [
    `${coverage.covered} départements sur ${coverage.departements} ont un destinataire.`,
    `Lieu inconnu ou hors des départements : ${coverage.fallback}.`,
    ...of('fallback').map((item) => `relais    ${placeOf(item)} : ${item.unit}`),
    ...of('hole').map((item) => `SANS DESTINATAIRE    ${placeOf(item)}`),
    ...warningsInWords(coverage),
  ].join('\n')
}

/** Each warning once, with the places it is about: at first it is about all of them. */
function warningsInWords(coverage: Coverage): string[] {
  const told = new Set(coverage.items.flatMap(({ warnings }) => warnings))
  return [...told].map((warning) => {
    const places = coverage.items.filter(({ warnings }) => warnings.includes(warning))
    const named =
      places.length > 12
        ? `${places.length} destinataires sur ${coverage.items.length}`
        : places.map(placeOf).join(', ')
    return `attention    ${named} : ${warning}`
  })
}
