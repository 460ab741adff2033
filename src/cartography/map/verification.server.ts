import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import type { Verification } from '#listening/authority/contract.ts'
import { unitAsShown } from '#listening/authority/queries.server.ts'
import { routesOf } from '#listening/authority/routes.server.ts'
import { houseToday } from '#listening/authority/verification.ts'
import { classedLevel, type MapLevel } from './level.ts'

type Selects = Pick<Db, 'selectFrom'>

interface Standing {
  readonly verification: Verification
  readonly verifiedOn: string | null
}

const day = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** Units that receive for a département; the Rhône has two. */
export async function unitsFor(db: Selects) {
  const routes = await routesOf(db)
  return (code: string) =>
    (code === '69' ? (['rhone', 'metropole'] as const) : ([''] as const)).flatMap((part) => {
      const row = routes.rows.get(routes.of(code, part)?.id ?? '')
      return row && row.id !== routes.fallback.id ? [unitAsShown(row)] : []
    })
}

const worst = ['hole', 'never', 'changed', 'old', 'stale', 'fresh'] as const
type Class = (typeof worst)[number]

function classOf({ verification, verifiedOn }: Standing, yearAgo: string): Class {
  return verification === 'stale' && verifiedOn !== null && verifiedOn < yearAgo ? 'old' : verification
}

/** How long ago somebody made sure of whom an alert is sent to. */
export async function verificationLevel(db: Selects): Promise<MapLevel> {
  const units = await unitsFor(db)
  const yearAgo = Temporal.PlainDate.from(houseToday()).subtract({ years: 1 }).toString()
  return classedLevel({
    title: 'Vérification des coordonnées des autorités',
    rule: 'Pour chaque département, le service qui reçoit les informations préoccupantes\u00a0; dans le Rhône, le moins sûr des deux. Une vérification vaut six mois.',
    classes: [
      { id: 'fresh', label: 'Vérifiées depuis moins de six mois', fill: 'step-0' },
      { id: 'stale', label: 'Vérifiées il y a six mois à un an', fill: 'step-1' },
      { id: 'old', label: 'Vérifiées il y a plus d’un an', fill: 'step-2' },
      { id: 'changed', label: 'Modifiées sans vérification', fill: 'step-3' },
      { id: 'never', label: 'Jamais vérifiées', fill: 'step-4' },
      { id: 'hole', label: 'Aucun destinataire propre', fill: 'hatched' },
    ],
    of: (code) => {
      const standings = units(code)
      const classes = standings.map((one) => classOf(one, yearAgo))
      const found = worst.find((one) => classes.includes(one)) ?? 'hole'
      const on = standings[classes.indexOf(found)]?.verifiedOn
      return on
        ? { class: found, text: `vérifiées le ${day.format(new Date(`${on}T00:00:00Z`))}` }
        : { class: found }
    },
  })
}
