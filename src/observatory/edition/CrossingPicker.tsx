import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Cluster, Select, Stack } from '#kernel/ui/index.ts'
import { proposeCrossing } from './contract.ts'
import type { Edition } from './useEdition.ts'

export interface PickedCrossing {
  readonly figures: readonly [string, string]
  readonly byRegion: boolean
}

interface Answer {
  readonly passes: boolean
  readonly hiddenPercent: number
  readonly proposed: { readonly figures: readonly string[]; readonly byRegion: boolean } | null
}

/** What can be crossed: one answer a file, or several words. */
const crossable = [
  'department',
  'minor_gender',
  'published_age_band',
  'caller_profile',
  'known_to_child_protection',
  'problem',
  'sign',
  'action',
]

/** Two questions to cross; a crossing that is too fine is told at once, with the one that would do. */
export function CrossingPicker({
  edition,
  audience,
  crossings,
  onChange,
}: {
  readonly edition: Edition
  readonly audience: 'public' | 'professional'
  readonly crossings: readonly PickedCrossing[]
  readonly onChange: (crossings: readonly PickedCrossing[]) => void
}) {
  const [one, setOne] = useState<string | null>(null)
  const [two, setTwo] = useState<string | null>(null)
  const [answer, setAnswer] = useState<Answer>()
  const [error, setError] = useState<unknown>()
  const options = edition.report.figures
    .filter(({ id }) => crossable.includes(id))
    .map(({ id, title }) => ({ value: id, label: title }))
  const nameOf = ({ figures, byRegion }: PickedCrossing) =>
    figures
      .map((id) =>
        id === 'department' && byRegion ? 'Régions' : options.find(({ value }) => value === id)?.label,
      )
      .join(' × ')
  const add = (picked: PickedCrossing) => {
    onChange([...crossings, picked])
    setOne(null)
    setTwo(null)
    setAnswer(undefined)
  }
  const attempt = async () => {
    if (!one || !two || one === two) return
    const picked: PickedCrossing = { figures: [one, two], byRegion: false }
    setError(undefined)
    try {
      const input = { audience, figures: [one, two], byRegion: false }
      const tried = await call(proposeCrossing, { params: { id: edition.id }, input })
      if (tried.passes) add(picked)
      else setAnswer(tried)
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <Stack>
      {error !== undefined && <Banner tone="danger" title={sentenceOf(error)} isLive />}
      <Cluster>
        <Select label="Croiser" options={options} value={one} onChange={setOne} />
        <Select
          label="avec"
          options={options.filter(({ value }) => value !== one)}
          value={two}
          onChange={setTwo}
        />
        <Button isDisabled={!one || !two} onPress={() => void attempt()}>
          Ajouter ce croisement
        </Button>
      </Cluster>
      {answer && one && two && (
        <Banner
          tone="attention"
          title={`Ce croisement cacherait ${answer.hiddenPercent} % de ses nombres : il ne peut pas sortir.`}
          isLive
          actions={
            answer.proposed && (
              <Button onPress={() => add({ figures: [one, two], byRegion: true })}>
                Croiser par région à la place
              </Button>
            )
          }
        >
          {answer.proposed
            ? 'Par région, il en reste assez.'
            : 'Aucun croisement plus large n’en laisserait assez.'}
        </Banner>
      )}
      {crossings.length > 0 && (
        <ul>
          {crossings.map((picked) => (
            <li key={nameOf(picked)}>
              {nameOf(picked)}{' '}
              <Button size="small" onPress={() => onChange(crossings.filter((other) => other !== picked))}>
                Retirer
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
