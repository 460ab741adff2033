import { useQuery } from '@tanstack/react-query'
import { BookOpen } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Button, plural } from '#kernel/ui/index.ts'
import { readContact } from '#listening/contact/contract.ts'
import type { SituationContact } from './contract.ts'
import { LongText } from './LongText.tsx'
import { situationKey } from './useAct.ts'
import type { StoriesOfFile } from './useStories.ts'

interface StoryProps {
  fileId: string
  contact: SituationContact
  told: StoriesOfFile
}

/** What was told during a contact, or the way to read it. */
export function Story({ fileId, contact, told }: StoryProps) {
  const [isWanted, setWanted] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [...situationKey(fileId), 'narratives', contact.id, contact.version],
    queryFn: ({ signal }) => call(readContact, { params: { id: contact.id }, signal }),
    enabled: isWanted,
  })
  const text = told.stories.get(contact.id) ?? data?.narrative
  if (text) return <LongText text={text} />
  if (!contact.isTold) return null
  const read = () => (isWanted ? void refetch() : setWanted(true))
  return (
    <>
      {error && <p role="alert">{sentenceOf(error)}</p>}
      <Button size="small" variant="plain" icon={BookOpen} isPending={isFetching} onPress={read}>
        Lire le récit
      </Button>
    </>
  )
}

/** Brings the narratives that did not come with the file. */
export function ReadStories({ told: { missing, isReading, error, readAll } }: { told: StoriesOfFile }) {
  if (missing === 0) return null
  return (
    <>
      {error && <p role="alert">{sentenceOf(error)}</p>}
      <Button size="small" icon={BookOpen} isPending={isReading} onPress={() => void readAll()}>
        {`Lire tous les récits (encore ${plural(missing, 'récit', 'récits')})`}
      </Button>
    </>
  )
}
