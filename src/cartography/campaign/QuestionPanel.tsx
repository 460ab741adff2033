import { useState } from 'react'
import { BarList, Button, Disclosure, formatNumber, Panel, plural } from '#kernel/ui/index.ts'
import type { Campaign, QuestionResult } from './contract.ts'
import { DisparityTable } from './DisparityTable.tsx'
import { type TextScope, TextsDialog } from './TextsDialog.tsx'

interface QuestionPanelProps {
  readonly campaign: Campaign
  readonly question: QuestionResult
  readonly scope: Omit<TextScope, 'question'>
}

/** One question: its counts over who answered it, how numbers are spread, how groups differ, what was written. */
export function QuestionPanel({ campaign, question, scope }: QuestionPanelProps) {
  const [isReading, setReading] = useState(false)
  const { title, base, rows, lines, spread, groups, disparity, multiple, texts } = question
  return (
    <Panel title={title} level={3} lead={`${plural(base, 'réponse', 'réponses')} à cette question.`}>
      {rows.length > 0 && base > 0 && (
        <BarList
          caption={multiple ? 'Plusieurs réponses possibles' : 'Une seule réponse'}
          rows={rows}
          unit="réponses"
          base={base}
          {...(multiple && { maxPercent: 100 })}
        />
      )}
      {spread && <SpreadLine spread={spread} />}
      {lines
        .filter((line) => line.base > 0)
        .map((line) => (
          <BarList key={line.code} caption={line.label} rows={line.rows} unit="réponses" base={line.base} />
        ))}
      {disparity.length > 0 && (
        <Disclosure title="Disparité entre territoires" meta="groupes d’au moins 3 réponses">
          <p>
            Un point pour chaque groupe, plus gros quand plusieurs se tiennent au même endroit{'\u00a0'}; le
            cadre contient la moitié d’entre eux, le trait est leur médiane. Ce n’est pas un classement.
          </p>
          <DisparityTable title={title} disparity={disparity} groups={groups} />
        </Disclosure>
      )}
      {groups.length > 0 && base > 0 && (
        <Disclosure title={`Détail : ${plural(groups.length, 'groupe', 'groupes')}`}>
          {groups.map((group) =>
            group.rows.length > 0 ? (
              <BarList
                key={group.code}
                caption={group.label}
                rows={group.rows}
                unit="réponses"
                base={group.base}
              />
            ) : (
              <div key={group.code}>
                <strong>{group.label}</strong>{' '}
                {group.spread ? <SpreadLine spread={group.spread} /> : `${group.base} réponses`}
              </div>
            ),
          )}
        </Disclosure>
      )}
      {texts > 0 && (
        <Button size="small" onPress={() => setReading(true)}>
          {`Lire ${plural(texts, 'réponse libre', 'réponses libres')}`}
        </Button>
      )}
      {isReading && (
        <TextsDialog
          campaign={campaign}
          title={title}
          scope={{ ...scope, question: question.id }}
          onClose={() => setReading(false)}
        />
      )}
    </Panel>
  )
}

/** « De 0 à 40, la moitié entre 4 et 20, 9 pour la médiane ». */
function SpreadLine({ spread }: { spread: NonNullable<QuestionResult['spread']> }) {
  const { count, min, lower, median, upper, max } = spread
  return (
    <p className="campaign-spread">
      De {formatNumber(min)} à {formatNumber(max)} ; la moitié entre {formatNumber(lower)} et{' '}
      {formatNumber(upper)} ; médiane {formatNumber(median)} ({plural(count, 'valeur', 'valeurs')}).
    </p>
  )
}
