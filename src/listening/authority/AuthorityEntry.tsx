import { CircleCheck, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { HoursLines } from '#kernel/hours/HoursLines.tsx'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Badge, Banner, Button, DefinitionList, Empty, Panel } from '#kernel/ui/index.ts'
import { AuthorityPeople } from '#partner/people/AuthorityPeople.tsx'
import { deliveryChannel } from '#vocabulary'
import { AuthorityDialog } from './AuthorityDialog.tsx'
import { AuthorityHistory } from './AuthorityHistory.tsx'
import type { Authority, Unit } from './contract.ts'
import { RouteDialog } from './RouteDialog.tsx'
import { UnitCard } from './UnitCard.tsx'
import { UnitDialog } from './UnitDialog.tsx'
import { useAuthorityActs } from './useAuthorityActs.ts'
import { VerificationBadge } from './VerificationBadge.tsx'
import { routesInWords, zoneInWords } from './words.ts'

type Asked = { act: 'edit' } | { act: 'unit'; unit: Unit | null } | { act: 'route'; unit: Unit }

interface AuthorityEntryProps {
  entry: Authority
  back: { href: string; label: string }
}

/** Everything known of one authority, and what a coordinator may do with it. */
export function AuthorityEntry({ entry, back }: AuthorityEntryProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { verifyAll, verifyOne } = useAuthorityActs(entry)
  const { edit } = entry.abilities
  const close = () => setAsked(null)
  useShortcut('v', () => verifyAll.mutate(), {
    label: 'Noter la fiche vérifiée aujourd’hui',
    isDisabled: !edit,
  })
  useShortcut('e', () => setAsked({ act: 'edit' }), { label: 'Modifier la fiche', isDisabled: !edit })
  useShortcut('a', () => setAsked({ act: 'unit', unit: null }), {
    label: 'Ajouter un service',
    isDisabled: !edit,
  })
  const routes = entry.units.flatMap(({ answersFor }) => answersFor)
  return (
    <>
      <PageHeader
        title={entry.name}
        back={back}
        lead={
          routes.length > 0
            ? `Reçoit pour ${routesInWords(routes)}.`
            : 'Ne reçoit pour aucun département : se choisit à la main.'
        }
        aside={
          <>
            {!entry.active && <Badge>Fermée</Badge>}
            <VerificationBadge {...entry} />
          </>
        }
        actions={
          edit && (
            <>
              <Button icon={Pencil} shortcut="e" onPress={() => setAsked({ act: 'edit' })}>
                Modifier
              </Button>
              <Button
                variant="primary"
                icon={CircleCheck}
                shortcut="v"
                isPending={verifyAll.isPending}
                onPress={() => verifyAll.mutate()}
              >
                Vérifiée aujourd’hui
              </Button>
            </>
          )
        }
      />
      {entry.units.some((unit) => unit.active && unit.verification !== 'fresh') && (
        <Banner tone="attention" title="Des coordonnées sont à vérifier.">
          Appelez le service, corrigez ce qui a changé, puis notez la fiche vérifiée
          {edit ? ' : une touche suffit (v).' : ' : une coordinatrice ou un coordinateur le fait.'}
        </Banner>
      )}
      <div className="authority-columns">
        <div className="authority-main">
          <div className="authority-head">
            <h2>Services</h2>
            {edit && (
              <Button
                size="small"
                icon={Plus}
                shortcut="a"
                onPress={() => setAsked({ act: 'unit', unit: null })}
              >
                Ajouter un service
              </Button>
            )}
          </div>
          {entry.units.length === 0 && (
            <Empty title="Aucun service pour l’instant.">
              Sans service, cette autorité ne peut rien recevoir.
            </Empty>
          )}
          {entry.units.map((unit) => (
            <UnitCard
              key={unit.id}
              unit={unit}
              hours={unit.hours ?? entry.hours}
              mayEdit={edit}
              isVerifying={verifyOne.isPending && verifyOne.variables?.id === unit.id}
              onVerify={() => verifyOne.mutate(unit)}
              onEdit={() => setAsked({ act: 'unit', unit })}
              onRoute={() => setAsked({ act: 'route', unit })}
            />
          ))}
          {edit && entry.channel === 'portal' && <AuthorityPeople authorityId={entry.id} />}
        </div>
        <div className="authority-side">
          <Panel title="L’autorité">
            <DefinitionList
              columns={2}
              items={[
                {
                  term: 'Voie d’envoi',
                  value: deliveryChannel.label(entry.channel),
                  note: deliveryChannel.entry(entry.channel)?.hint,
                },
                { term: 'Horloge', value: zoneInWords(entry.timeZone) },
                {
                  term: 'Horaires',
                  value: entry.hours && <HoursLines hours={entry.hours} />,
                },
                { term: 'Vérifiée par', value: entry.verifiedBy },
              ]}
            />
            {entry.notes && <p className="authority-notes">{entry.notes}</p>}
          </Panel>
          <AuthorityHistory lines={entry.history} />
        </div>
      </div>
      {asked?.act === 'edit' && <AuthorityDialog entry={entry} onClose={close} />}
      {asked?.act === 'unit' && <UnitDialog entry={entry} unit={asked.unit} onClose={close} />}
      {asked?.act === 'route' && <RouteDialog unit={asked.unit} onClose={close} />}
    </>
  )
}
