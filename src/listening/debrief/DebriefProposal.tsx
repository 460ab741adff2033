import { useQuery, useQueryClient } from '@tanstack/react-query'
import { HeartHandshake } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Banner, Button, formatList, formatRelative, TextLink, toast } from '#kernel/ui/index.ts'
import type { DebriefAnswer } from '#vocabulary'
import { answerDebrief, proposeDebriefs, withdrawDebrief } from './contract.ts'

/** After a hard contact: a time to talk, to ask for or to decline in one key. */
export function DebriefProposal() {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['debriefs', 'proposals'],
    queryFn: ({ signal }) => call(proposeDebriefs, { signal }),
  })
  const [proposal] = data?.items ?? []
  const refresh = () => client.invalidateQueries({ queryKey: ['debriefs'] })
  const answer = async (contactId: string, given: DebriefAnswer) => {
    try {
      const { id } = await call(answerDebrief, { key: newId(), input: { contactId, answer: given } })
      toast({
        text:
          given === 'asked'
            ? 'La coordination est prévenue : quelqu’un viendra vers vous.'
            : 'Entendu. Vous pouvez demander un temps d’échange à tout moment.',
        undo: async () => {
          await call(withdrawDebrief, { params: { id } })
          await refresh()
        },
      })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  if (!proposal || data?.asked) return null
  const { contactId, finalisedAt, why } = proposal
  return (
    <Banner
      title="Souhaitez-vous un temps d’échange ?"
      actions={
        <>
          <Button icon={HeartHandshake} onPress={() => void answer(contactId, 'asked')}>
            Oui, j’aimerais en parler
          </Button>
          <Button variant="plain" onPress={() => void answer(contactId, 'declined')}>
            Pas cette fois
          </Button>
        </>
      }
    >
      <TextLink href={`/bureau/contacts/${contactId}`}>
        Un contact terminé {formatRelative(finalisedAt)}
      </TextLink>{' '}
      portait sur {formatList(why)}. Ce que vous avez entendu peut peser ; en parler fait partie du travail.
      Votre réponse n’est montrée à personne d’autre que la coordination, et seulement si c’est oui.
    </Banner>
  )
}
