import { DefinitionList, MailboxLink, Panel, SwitchboardLink, TextLink } from '#kernel/ui/index.ts'
import { readAuthority } from '#listening/authority/contract.ts'
import { OpenBadge, VerificationBadge } from '#listening/authority/VerificationBadge.tsx'
import { useCan } from '#office/account/useMe.ts'
import { deliveryChannel, transmissionRecipient } from '#vocabulary'
import type { Territory } from './contract.ts'

type Authorities = NonNullable<Territory['authorities']>

/** Who receives what is worrying about a minor there, and since when that was checked. */
export function AuthoritiesPanel({ authorities }: { readonly authorities: Authorities }) {
  const can = useCan()
  const mayOpen = can(readAuthority.action)
  return (
    <Panel title="Autorité et CRIP">
      {authorities.length === 0 && (
        <p className="muted">
          Aucun service de ce département ne reçoit les informations préoccupantes dans Repère.
        </p>
      )}
      {authorities.map(({ id, name, channel, units }) => (
        <div key={id} className="territory-unit">
          <h3>{mayOpen ? <TextLink href={`/bureau/autorites/${id}`}>{name}</TextLink> : name}</h3>
          <p className="muted">{deliveryChannel.label(channel)}</p>
          {units.map((unit) => (
            <div key={unit.id}>
              <p className="territory-kind">
                {unit.name} <span className="muted">{transmissionRecipient.label(unit.recipient)}</span>
              </p>
              <div className="territory-badges">
                <VerificationBadge {...unit} />
                <OpenBadge isOpen={unit.isOpen} localTime={unit.localTime} />
              </div>
              <DefinitionList
                columns={3}
                items={[
                  {
                    term: 'Téléphone',
                    value: unit.phone && <SwitchboardLink phone={unit.phone} />,
                  },
                  {
                    term: 'Courriel',
                    value: unit.email && <MailboxLink email={unit.email} />,
                  },
                  { term: 'Adresse', value: unit.address },
                ]}
              />
            </div>
          ))}
        </div>
      ))}
    </Panel>
  )
}
