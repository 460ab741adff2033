import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FolderPlus, History } from 'lucide-react'
import { memo, useMemo } from 'react'
import { call } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Button, plural, When } from '#kernel/ui/index.ts'
import { useCapturedKeys } from '#listening/desk/useCapturedKeys.ts'
import { CandidateCard } from '#listening/matching/CandidateCard.tsx'
import { type Clues, matchSituations } from '#listening/matching/contract.ts'
import { useSettled } from '#listening/matching/useSettled.ts'
import { contactChannel } from '#vocabulary'
import type { ContactFields } from './contract.ts'

const absences = ['unknown', 'undisclosed']
const told = <V extends string>(code: V | null) => (code && !absences.includes(code) ? code : null)

/** What is known so far, as the search takes it; a text being typed counts from its second letter. */
function cluesOf(values: ContactFields): Clues {
  const text = (value: string | null) => (value && value.trim().length > 1 ? value.trim() : null)
  return {
    firstName: text(values.minorFirstName),
    lastName: text(values.minorLastName),
    // A nickname is often the name of an account.
    handles: [...values.minorHandles, ...values.minorAliases].slice(0, 20),
    phones: [values.callerPhone, values.minorPhone].flatMap((phone) => text(phone) ?? []),
    birthDate: values.minorBirthDate,
    age: values.minorAge,
    departement: told(values.departement),
    gender: told(values.minorGender),
  }
}

/** An age or a place alone would find everyone. */
const canSearch = ({ firstName, handles = [], phones = [] }: Clues) =>
  Boolean(firstName) || handles.length > 0 || phones.length > 0

/** Situations that could be the same, as the listener types; nothing here takes the focus. */
export function useMatches(values: ContactFields, contactId: string, isEnabled: boolean) {
  const clues = useSettled(cluesOf(values), 400)
  const isSearching = isEnabled && canSearch(clues)
  const { data, isFetching } = useQuery({
    queryKey: ['matches', contactId, clues],
    queryFn: ({ signal }) => call(matchSituations, { input: { clues, contactId }, signal }),
    enabled: isSearching,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  })
  const found = isSearching ? data : undefined
  return useMemo(
    () => ({
      candidates: found?.candidates ?? [],
      seenBefore: found?.seenBefore,
      isSearching,
      isFetching,
    }),
    [found, isSearching, isFetching],
  )
}

type Matches = ReturnType<typeof useMatches>

interface MatchPanelProps {
  matches: Matches
  onAttach: (to: string) => void
}

const keyed = 5

/** « Déjà connu ? »: the files that could be this minor, with one key to attach each. */
export const MatchPanel = memo(function MatchPanel({ matches, onAttach }: MatchPanelProps) {
  const { candidates, seenBefore, isSearching, isFetching } = matches
  useAttachKeys(
    candidates.slice(0, keyed).map(({ situationId }) => situationId),
    onAttach,
  )
  return (
    <section className="known" aria-labelledby="known-title" aria-busy={isFetching}>
      <h2 id="known-title">Déjà connu ?</h2>
      {seenBefore && seenBefore.count > 0 && (
        <p className="known-before">
          <History size={16} strokeWidth={2} aria-hidden />
          <span>
            Ce numéro a déjà appelé {seenBefore.count === 1 ? 'une fois' : `${seenBefore.count} fois`}
            {seenBefore.lastAt && (
              <>
                {', la dernière '}
                <When at={seenBefore.lastAt} mode="relative" />
              </>
            )}
            {seenBefore.channel &&
              seenBefore.channel !== 'phone' &&
              ` (${contactChannel.label(seenBefore.channel)})`}
            .
          </span>
        </p>
      )}
      <div aria-live="polite" className="visually-hidden">
        {isSearching &&
          !isFetching &&
          candidates.length > 0 &&
          `${plural(candidates.length, 'situation proche', 'situations proches')}`}
      </div>
      {!isSearching && (
        <p className="muted">
          Un prénom, un surnom, un compte ou un numéro suffit : les situations proches s’affichent ici.
        </p>
      )}
      {isSearching && candidates.length === 0 && (
        <p className="muted">{isFetching ? 'Recherche…' : 'Aucune situation proche pour l’instant.'}</p>
      )}
      {candidates.length > 0 && (
        <div className="candidates">
          {candidates.map((candidate, place) => (
            <CandidateCard
              key={candidate.situationId}
              candidate={candidate}
              actions={
                <Button
                  size="small"
                  shortcut={place < keyed ? `Alt+${place + 1}` : undefined}
                  onPress={() => onAttach(candidate.situationId)}
                >
                  Rattacher
                </Button>
              }
            />
          ))}
        </div>
      )}
      <div>
        <Button icon={FolderPlus} shortcut="Alt+N" onPress={() => onAttach('new')}>
          Nouvelle situation
        </Button>
      </div>
    </section>
  )
})

/**
 * Alt and a digit attach, even while typing. Read from the place of the key: on a French keyboard the digits need Shift,
 * and on some systems Alt writes another sign.
 */
function useAttachKeys(situationIds: readonly string[], onAttach: (to: string) => void) {
  useShortcut('Alt+1', () => {}, {
    label: 'Rattacher à la première situation proche (Alt+2, Alt+3…)',
    group: 'Contact',
  })
  useShortcut('Alt+n', () => {}, { label: 'Rattacher à une nouvelle situation', group: 'Contact' })
  useCapturedKeys((event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return false
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
    const to = digit ? situationIds[Number(digit) - 1] : event.key.toLowerCase() === 'n' ? 'new' : undefined
    if (to) onAttach(to)
    return to !== undefined
  })
}
