import { CircleCheck } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { Button } from './Button.tsx'
import { formatExactTime, type Instant, plural } from './format.ts'

export type Side = 'mine' | 'theirs'

export interface ConflictField {
  name: string
  label: string
  mine: ReactNode
  theirs: ReactNode
}

export interface ConflictProps {
  fields: readonly ConflictField[]
  /** Who wrote the other version: a name, or « vous, dans un autre onglet ». */
  theirsBy: string
  theirsAt: Instant
  onResolve: (choice: Record<string, Side>) => void
  onCancel?: () => void
  isPending?: boolean
}

/** Two people wrote the same fields: both values, and one choice per field. Nothing is chosen in advance. */
export function Conflict({ fields, theirsBy, theirsAt, onResolve, onCancel, isPending }: ConflictProps) {
  const [choice, setChoice] = useState<Record<string, Side>>({})
  const left = fields.filter((field) => choice[field.name] === undefined).length
  const all = (side: Side) => setChoice(Object.fromEntries(fields.map((field) => [field.name, side])))
  return (
    <div className="conflict">
      <div className="cluster" data-gap="2">
        <Button size="small" onPress={() => all('mine')}>
          Garder tout ce que j’ai saisi
        </Button>
        <Button size="small" onPress={() => all('theirs')}>
          Prendre toute l’autre version
        </Button>
      </div>
      {fields.map((field) => (
        <RadioGroup
          key={field.name}
          className="conflict-field"
          value={choice[field.name] ?? null}
          onChange={(side) => setChoice({ ...choice, [field.name]: side as Side })}
        >
          <Label className="field-label">{field.label}</Label>
          <div className="conflict-sides">
            <SideChoice side="mine" title="Votre saisie" isChosen={choice[field.name] === 'mine'}>
              {field.mine}
            </SideChoice>
            <SideChoice
              side="theirs"
              title={`${theirsBy}, à ${formatExactTime(theirsAt)}`}
              isChosen={choice[field.name] === 'theirs'}
            >
              {field.theirs}
            </SideChoice>
          </div>
        </RadioGroup>
      ))}
      <div className="cluster" data-gap="3" data-align="end">
        <span className="muted" aria-live="polite">
          {left > 0 ? `Encore ${plural(left, 'choix', 'choix')}` : 'Tout est choisi.'}
        </span>
        {onCancel && <Button onPress={onCancel}>Plus tard</Button>}
        <Button
          variant="primary"
          isDisabled={left > 0}
          isPending={isPending}
          onPress={() => onResolve(choice)}
        >
          Enregistrer ces choix
        </Button>
      </div>
    </div>
  )
}

function SideChoice({
  side,
  title,
  isChosen,
  children,
}: {
  side: Side
  title: string
  isChosen: boolean
  children: ReactNode
}) {
  return (
    <Radio value={side} className="conflict-side">
      <span>
        {isChosen && <CircleCheck size={14} aria-hidden />}
        {title}
      </span>
      <span>{children === null || children === '' ? <span className="absent">Rien</span> : children}</span>
    </Radio>
  )
}
