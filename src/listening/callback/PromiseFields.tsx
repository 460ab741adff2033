import { useQuery } from '@tanstack/react-query'
import { Temporal } from 'temporal-polyfill'
import { call } from '#kernel/call.ts'
import {
  Banner,
  DateField,
  Disclosure,
  FieldRow,
  optionsOf,
  plural,
  RadioChips,
  Select,
  Stack,
} from '#kernel/ui/index.ts'
import { callbackPriority, callbackRhythm, callbackTeam, noAnswerPlan } from '#vocabulary'
import type { Written } from './CallbackDialog.tsx'
import { readCover } from './contract.ts'
import { countWindows } from './repetition.ts'
import type { Window } from './windows.ts'

interface PromiseFieldsProps {
  written: Written
  window: Window | undefined
  set: (changes: Partial<Written>) => void
}

/** Whether the promise can be kept, how much it matters, how often it comes back, and what to do when nobody answers. */
export function PromiseFields({ written, window, set }: PromiseFieldsProps) {
  const { repeats } = written
  const cover = useQuery({
    queryKey: ['callbacks', 'cover', window],
    queryFn: ({ signal }) =>
      window ? call(readCover, { query: { ...window }, signal }) : Promise.resolve({ isCovered: null }),
    enabled: window !== undefined,
  })
  return (
    <Stack gap={4}>
      {window && cover.data?.isCovered === false && (
        <Banner tone="attention" title="Personne ne travaille sur cette plage." isLive>
          Ne promettez pas ce rappel tel quel : choisissez une autre plage, ou voyez avec la coordination.
        </Banner>
      )}
      <RadioChips
        label="Priorité"
        options={optionsOf(callbackPriority)}
        value={written.priority}
        onChange={(priority) => priority && set({ priority })}
        noneLabel={false}
        size="small"
      />
      <Disclosure title="Répétition, équipe et absence de réponse" meta={metaOf(written)}>
        <Stack gap={4}>
          <FieldRow>
            <Select
              label="Répéter"
              options={optionsOf(callbackRhythm)}
              value={repeats?.rhythm ?? null}
              onChange={(rhythm) =>
                set({ repeats: rhythm && { rhythm, until: repeats?.until ?? inAMonth(written, window) } })
              }
              noneLabel="Une seule fois"
            />
            {repeats && (
              <DateField
                label="Jusqu’au"
                description={window && countInWords(written, window)}
                value={repeats.until || null}
                onChange={(until) => set({ repeats: { ...repeats, until: until ?? '' } })}
              />
            )}
          </FieldRow>
          <FieldRow>
            <Select
              label="Si personne ne répond"
              options={optionsOf(noAnswerPlan)}
              value={written.noAnswerPlan}
              onChange={(plan) => set({ noAnswerPlan: plan })}
              noneLabel="Rien de convenu"
            />
            <Select
              label="Équipe"
              options={optionsOf(callbackTeam)}
              value={written.team}
              onChange={(team) => set({ team })}
              noneLabel="Non précisée"
            />
          </FieldRow>
        </Stack>
      </Disclosure>
    </Stack>
  )
}

const metaOf = ({ repeats }: Written) => repeats && callbackRhythm.label(repeats.rhythm)

const inAMonth = ({ timeZone }: Written, window: Window | undefined) =>
  (window ? Temporal.Instant.from(window.opensAt) : Temporal.Now.instant())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ months: 1 })
    .toString()

function countInWords({ repeats, timeZone }: Written, window: Window): string | undefined {
  if (!repeats?.until) return undefined
  const count = countWindows({ ...repeats, first: window }, timeZone)
  return `${plural(count, 'rappel', 'rappels')} en tout`
}
