import type { PublishedService } from '#cartography/directory/published.server.ts'
import { hoursInWords } from '#kernel/hours/hours.ts'
import { PublicMail, PublicPhone } from '#kernel/public/HelpNumbers.server.tsx'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import {
  departementName,
  departements101,
  ofDepartement,
  placeAccess,
  serviceAudience,
  serviceCost,
  serviceKind,
  serviceReach,
} from '#vocabulary'

/** Where help is looked for, by département or by town. */
export function LocalHelpPage({
  town,
  towns,
  isUnknown,
}: {
  readonly town?: string
  /** Several towns have that name. */
  readonly towns?: readonly { readonly departement: string; readonly name: string }[]
  readonly isUnknown?: boolean
}) {
  return (
    <PublicFrame>
      <h1>Trouver de l’aide près de chez vous</h1>
      {towns && towns.length > 0 && (
        <section className="notice" aria-labelledby="which">
          <h2 id="which">Laquelle ?</h2>
          <ul>
            {towns.map(({ departement, name }) => (
              <li key={`${departement}${name}`}>
                <a href={`/aide/${departement}`}>
                  {name}, {departementName(departement)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <LocalSearch town={town} isUnknown={isUnknown} />
      <h2>Tous les départements</h2>
      <ul className="columns">
        {departements101.map((code) => (
          <li key={code}>
            <a href={`/aide/${code}`}>
              {departementName(code)} ({code})
            </a>
          </li>
        ))}
      </ul>
    </PublicFrame>
  )
}

/** Sent as a form: where somebody looks for help stays out of addresses and of histories. */
function LocalSearch({
  town,
  isUnknown,
}: {
  readonly town?: string | undefined
  readonly isUnknown?: boolean | undefined
}) {
  return (
    <form method="post" action="/aide">
      <div className={isUnknown ? 'field faulty' : 'field'}>
        <label className="question" htmlFor="lieu">
          Votre ville, ou votre département
        </label>
        <p className="hint" id="lieu-aide">
          Par exemple : Rouen, Gironde, 974. Ce que vous cherchez n’est pas gardé.
        </p>
        {isUnknown && (
          <p className="fault" id="lieu-faute">
            Nous ne connaissons pas « {town} ». Essayez une ville plus grande, ou choisissez dans la liste.
          </p>
        )}
        <input
          id="lieu"
          name="lieu"
          type="text"
          maxLength={80}
          autoComplete="off"
          required
          defaultValue={town}
          aria-describedby={isUnknown ? 'lieu-aide lieu-faute' : 'lieu-aide'}
          aria-invalid={isUnknown || undefined}
        />
      </div>
      <p>
        <button type="submit">Chercher</button>
      </p>
    </form>
  )
}

/** The services of one département that anyone may be told of. */
export function DepartementHelpPage({
  departement,
  services,
  town,
}: {
  readonly departement: string
  readonly services: readonly PublishedService[]
  readonly town?: string
}) {
  const groups = [
    { title: 'Sur place', of: services.filter((one) => !one.isAnywhere) },
    { title: 'À distance, de partout', of: services.filter((one) => one.isAnywhere) },
  ].filter(({ of }) => of.length > 0)
  return (
    <PublicFrame>
      <h1>L’aide près {ofDepartement(departement)}</h1>
      {town && <p>Les services de {town} sont en premier.</p>}
      {groups.length === 0 && (
        <p className="notice">
          Nous n’avons pas encore de service à vous indiquer ici. Le 119 répond partout, de jour comme de
          nuit, et cherche avec vous.
        </p>
      )}
      {groups.map(({ title, of }) => (
        <section key={title}>
          <h2>{title}</h2>
          {of.map((service) => (
            <ServiceCard key={service.id} service={service} />
          ))}
        </section>
      ))}
      <p className="notice">Ces lieux ne répondent pas la nuit, pour la plupart. Le 119 répond toujours.</p>
      <p>
        <a href="/aide">Chercher ailleurs</a> · <a href="/ecrire">Nous écrire</a>
      </p>
    </PublicFrame>
  )
}

function ServiceCard({ service }: { readonly service: PublishedService }) {
  const age = ageInWords(service.minAge, service.maxAge)
  const where = service.isConfidential
    ? [service.commune, 'adresse donnée au téléphone']
    : [service.placeName, service.address, [service.postcode, service.commune].filter(Boolean).join(' ')]
  const facts: readonly (readonly [string, string])[] = [
    [
      'Pour',
      [service.audiences.map((one) => serviceAudience.label(one)).join(', '), age].filter(Boolean).join(', '),
    ],
    ['Comment', service.reaches.map((one) => serviceReach.label(one)).join(', ')],
    ['Où', where.filter(Boolean).join(', ')],
    ['Horaires', service.hours ? hoursInWords(service.hours).join(' ; ') : ''],
    ['Prix', service.cost ? serviceCost.label(service.cost) : ''],
    ['Accès', service.access.map((one) => placeAccess.label(one)).join(', ')],
    ['À savoir', service.entryNote ?? ''],
  ]
  return (
    <article className="card">
      <h3>{service.name}</h3>
      <p className="hint">{service.kinds.map((kind) => serviceKind.label(kind)).join(', ')}</p>
      {service.description && <p>{service.description}</p>}
      {service.contacts.map((contact) => (
        <p key={`${contact.phone}${contact.email}${contact.function}`}>
          {contact.function && <>{contact.function} : </>}
          {contact.phone && <PublicPhone phone={contact.phone} />}{' '}
          {contact.email && <PublicMail email={contact.email} />}
        </p>
      ))}
      <dl>
        {facts
          .filter(([, text]) => text !== '')
          .map(([name, text]) => (
            <div className="pair" key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </article>
  )
}

function ageInWords(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return `de ${from} à ${to} ans`
  if (from !== null) return `à partir de ${from} ans`
  return to === null ? '' : `jusqu’à ${to} ans`
}
