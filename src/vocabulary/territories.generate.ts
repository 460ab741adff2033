/**
 * Writes territories.data.ts from the official geographic code (COG) packed in @etalab/decoupage-administratif.
 * Run by hand when a new vintage is out: node src/vocabulary/territories.generate.ts
 */
import { writeFileSync } from 'node:fs'
import departements from '@etalab/decoupage-administratif/data/departements.json' with { type: 'json' }
import regions from '@etalab/decoupage-administratif/data/regions.json' with { type: 'json' }
import source from '@etalab/decoupage-administratif/package.json' with { type: 'json' }

// INSEE's "type de nom en clair": how a name takes its article after "de".
const after = ['de ', 'd’', 'du ', 'de la ', 'des ', 'de l’']
// Uninhabited: nobody calls from there.
const left = new Set(['984', '989'])

const french = (name: string) => name.replaceAll("'", '’')
const quoted = (texts: readonly string[]) => `  [${texts.map((text) => `'${text}'`).join(', ')}],\n`
const inOrder = <T extends { code: string }>(rows: readonly T[]) =>
  rows.filter(({ code }) => !left.has(code)).toSorted((a, b) => (a.code < b.code ? -1 : 1))

const places = inOrder(departements).map(({ code, nom, typeLiaison, region, zone }) =>
  quoted([code, french(nom), `${after[typeLiaison]}${french(nom)}`, zone === 'com' ? '' : region]),
)
const wholes = inOrder(regions)
  .filter(({ zone }) => zone !== 'com')
  .map(({ code, nom }) => quoted([code, french(nom)]))

writeFileSync(
  new URL('territories.data.ts', import.meta.url),
  `// Written by territories.generate.ts from ${source.name} ${source.version} (Licence Ouverte). Do not edit.

/** Code, name, name after "de", region; collectivities outside the 101 départements have no region. */
export const departementRows = [
${places.join('')}] as const

/** Code, name. */
export const regionRows = [
${wholes.join('')}] as const
`,
)
