import { CircleCheck, MapPinned, Pencil } from 'lucide-react'
import { HoursLines } from '#kernel/hours/HoursLines.tsx'
import type { Hours } from '#kernel/hours/hours.ts'
import { Badge, Button, DefinitionList, MailboxLink, Panel, SwitchboardLink } from '#kernel/ui/index.ts'
import { transmissionRecipient } from '#vocabulary'
import type { Unit } from './contract.ts'
import { OpenBadge, VerificationBadge } from './VerificationBadge.tsx'
import { routesInWords } from './words.ts'

interface UnitCardProps {
  unit: Unit
  /** Its own, else those of its authority. */
  hours: Hours | null
  mayEdit: boolean
  isVerifying: boolean
  onVerify: () => void
  onEdit: () => void
  onRoute: () => void
}

/** One unit: for whom it answers, how to reach it, whether somebody is there now. */
export function UnitCard({ unit, hours, mayEdit, isVerifying, onVerify, onEdit, onRoute }: UnitCardProps) {
  return (
    <Panel
      title={unit.name}
      level={3}
      lead={transmissionRecipient.label(unit.recipient)}
      actions={
        mayEdit && (
          <div className="unit-acts">
            {unit.active && (
              <>
                <Button
                  size="small"
                  variant="plain"
                  icon={CircleCheck}
                  isPending={isVerifying}
                  onPress={onVerify}
                  aria-label={`Noter ${unit.name} vérifié aujourd’hui`}
                >
                  Vérifié
                </Button>
                <Button
                  size="small"
                  variant="plain"
                  icon={MapPinned}
                  onPress={onRoute}
                  aria-label={`Confier un département à ${unit.name}`}
                >
                  Confier un département
                </Button>
              </>
            )}
            <Button
              size="small"
              variant="plain"
              icon={Pencil}
              onPress={onEdit}
              aria-label={`Modifier ${unit.name}`}
            >
              Modifier
            </Button>
          </div>
        )
      }
    >
      <div className="unit-badges">
        {!unit.active && <Badge>Fermé</Badge>}
        {unit.active && <OpenBadge isOpen={unit.isOpen} localTime={unit.localTime} />}
        <VerificationBadge {...unit} />
        {unit.isFallback && <Badge tone="accent">Reçoit les lieux inconnus</Badge>}
      </div>
      <DefinitionList
        columns={2}
        items={[
          {
            term: 'Téléphone',
            value: unit.phone && <SwitchboardLink phone={unit.phone} />,
          },
          {
            term: 'Courriel',
            value: unit.email && <MailboxLink email={unit.email} />,
          },
          {
            term: 'Horaires',
            value: hours && <HoursLines hours={hours} />,
            note: !unit.hours && hours && 'ceux de l’autorité',
          },
          { term: 'Adresse', value: unit.address && <span className="unit-address">{unit.address}</span> },
          ...(unit.answersFor.length > 0
            ? [{ term: 'Reçoit pour', value: routesInWords(unit.answersFor) }]
            : []),
          ...(unit.verifiedBy ? [{ term: 'Vérifié par', value: unit.verifiedBy }] : []),
        ]}
      />
      {unit.notes && <p className="authority-notes">{unit.notes}</p>}
    </Panel>
  )
}
