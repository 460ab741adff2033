import type { ServiceCard } from '#cartography/directory/contract.ts'
import { FreshnessBadge } from '#cartography/directory/Marks.tsx'
import { Disclosure, Panel, plural, SwitchboardLink, TextLink } from '#kernel/ui/index.ts'
import { serviceKind } from '#vocabulary'
import type { Territory } from './contract.ts'

type Services = Territory['services']

const leadOf = ({ total, forMinors }: Services): string => {
  if (total === 0) return 'Aucun service de l’annuaire ne sert ce département.'
  const minors = forMinors === 0 ? 'aucun n’accueille de mineurs' : `${forMinors} pour les mineurs`
  return `${plural(total, 'service', 'services')}, ${minors}.`
}

/** The services that serve a département, by what they mostly offer. */
export function ServicesPanel({ services }: { readonly services: Services }) {
  return (
    <Panel title="Services" lead={leadOf(services)}>
      {services.groups.map(({ kind, items }) => (
        <section key={kind ?? ''}>
          <h3 className="territory-kind">{kind ? serviceKind.label(kind) : 'Nature non renseignée'}</h3>
          <Lines items={items} />
        </section>
      ))}
      {services.anywhere.length > 0 && (
        <Disclosure title="Joignables de partout" meta={services.anywhere.length}>
          <Lines items={services.anywhere} />
        </Disclosure>
      )}
    </Panel>
  )
}

function Lines({ items }: { readonly items: readonly ServiceCard[] }) {
  return (
    <ul className="territory-list">
      {items.map((one) => (
        <li key={one.id}>
          <span>
            <TextLink href={`/bureau/annuaire/${one.id}`}>{one.name}</TextLink>
            <small>{[one.organisation, one.commune, kindsBeside(one)].filter(Boolean).join(' · ')}</small>
          </span>
          <span className="territory-badges">
            {one.phone && <SwitchboardLink phone={one.phone} />}
            <FreshnessBadge freshness={one.freshness} verifiedOn={one.verifiedOn} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What else a service offers than what it is listed under. */
const kindsBeside = ({ kinds }: ServiceCard): string =>
  kinds.length > 1 ? `aussi\u00a0: ${kinds.slice(1).map(serviceKind.label).join(', ')}` : ''
