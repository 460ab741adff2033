import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { call, RefusalError } from '#kernel/call.ts'
import { Badge, Button, Panel, plural, toast, When } from '#kernel/ui/index.ts'
import { departementInWords } from '#listening/situation/words.ts'
import { webWorry, webWriter } from '#vocabulary'
import { type LetterRow, listLetters, takeLetter } from './contract.ts'

const lettersQuery = {
  queryKey: ['contacts', 'letters'],
  queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
    call(listLetters, { query: { limit: 8, ...(pageParam && { after: pageParam }) }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next: string | null }) => last.next ?? undefined,
}

/** What arrived by the public form and that nobody has taken: shown within the second, at every desk. */
export function Letters() {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(lettersQuery)
  const letters = data?.pages.flatMap(({ items }) => items) ?? []
  if (letters.length === 0) return null
  const waiting = data?.pages[0]?.waiting ?? 0
  return (
    <Panel
      title="Messages du formulaire"
      lead={`${plural(waiting, 'message attend', 'messages attendent')} que quelqu’un les prenne. Prendre un message en fait un contact, à votre nom.`}
    >
      <ul className="lines" aria-label="Messages du formulaire">
        {letters.map((letter) => (
          <LetterLine key={letter.id} letter={letter} />
        ))}
      </ul>
      {hasNextPage && (
        <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          Voir la suite
        </Button>
      )}
    </Panel>
  )
}

function LetterLine({ letter }: { readonly letter: LetterRow }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(takeLetter, { params: { id: letter.id } }),
    onSuccess: ({ contactId }) => navigate({ to: `/bureau/contacts/${contactId}` }),
    onError: (error) => {
      toast({
        text: error instanceof RefusalError ? error.message : 'Le message n’a pas pu être pris. Réessayez.',
      })
      void client.invalidateQueries({ queryKey: lettersQuery.queryKey })
    },
  })
  const title = [
    letter.writer ? webWriter.label(letter.writer) : 'Quelqu’un',
    letter.age !== null && plural(letter.age, 'an', 'ans'),
    letter.departement && departementInWords(letter.departement),
  ]
  return (
    <li className="line">
      <div className="line-head">
        <strong>{title.filter(Boolean).join(', ')}</strong>
        <span className="line-at">
          <When at={letter.receivedAt} mode="relative" />
        </span>
      </div>
      <div className="line-facts">
        {letter.worry === 'today' && <Badge tone="danger">{webWorry.label('today')}</Badge>}
        {letter.isFrequent && <Badge tone="attention">Beaucoup du même endroit</Badge>}
        <span>
          {[
            letter.worry && letter.worry !== 'today' && webWorry.label(letter.worry),
            letter.wantsCall ? 'accepte d’être joint' : 'ne pas joindre',
            letter.isUnproven && 'envoyé sans calcul',
            `reçu ${letter.receipt}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <Button icon={Inbox} isPending={isPending} onPress={() => mutate()}>
          Prendre
        </Button>
      </div>
    </li>
  )
}
