import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Badge, Banner, Button, Cluster, Dialog, Loading, Stack, TextField } from '#kernel/ui/index.ts'
import type { QuestionnaireAddressee, Region } from '#vocabulary'
import { type Campaign, readTexts, tagText } from './contract.ts'
import { useCampaignAct } from './useCampaignActs.ts'

export interface TextScope {
  readonly addressee: QuestionnaireAddressee
  readonly region?: Region
  readonly partials: 'true' | 'false'
  readonly question: string
}

interface TextsDialogProps {
  readonly campaign: Campaign
  readonly title: string
  readonly scope: TextScope
  readonly onClose: () => void
}

/** What was written in people's own words, with the tags that gather it. */
export function TextsDialog({ campaign, title, scope, onClose }: TextsDialogProps) {
  const [tag, setTag] = useState<string | null>(null)
  const query = { ...scope, ...(tag && { tag }) }
  const texts = useQuery({
    queryKey: ['campaigns', campaign.id, 'texts', query],
    queryFn: ({ signal }) => call(readTexts, { params: { id: campaign.id }, query, signal }),
  })
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
      footer={<Button onPress={onClose}>Fermer</Button>}
    >
      {texts.isError ? (
        <Banner tone="attention" title={sentenceOf(texts.error)} isLive />
      ) : texts.isPending ? (
        <Loading label="Lecture des réponses…" />
      ) : (
        <Stack gap={4}>
          {texts.data.tags.length > 0 && (
            <Cluster gap={2}>
              {texts.data.tags.map((one) => (
                <Button
                  key={one.tag}
                  size="small"
                  variant={one.tag === tag ? 'primary' : 'quiet'}
                  onPress={() => setTag(one.tag === tag ? null : one.tag)}
                >
                  {`${one.tag} (${one.count})`}
                </Button>
              ))}
            </Cluster>
          )}
          {texts.data.items.map((item) => (
            <article key={item.targetId}>
              <strong>{item.territory}</strong>
              <p className="campaign-message">{item.words}</p>
              <Tags campaign={campaign} question={scope.question} targetId={item.targetId} tags={item.tags} />
            </article>
          ))}
        </Stack>
      )}
    </Dialog>
  )
}

interface TagsProps {
  readonly campaign: Campaign
  readonly question: string
  readonly targetId: string
  readonly tags: readonly string[]
}

function Tags({ campaign, question, targetId, tags }: TagsProps) {
  const { act, isPending } = useCampaignAct()
  const [text, setText] = useState<string | null>(null)
  const save = async () => {
    const written = (text ?? '')
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter(Boolean)
    const isDone = await act(async () => {
      await call(tagText, { params: { id: targetId }, input: { question, tags: written } })
      return 'Étiquettes enregistrées.'
    })
    if (isDone) setText(null)
  }
  if (text === null)
    return (
      <Cluster gap={2}>
        {tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
        {campaign.abilities.write && (
          <Button size="small" variant="plain" onPress={() => setText(tags.join(', '))}>
            Étiqueter
          </Button>
        )}
      </Cluster>
    )
  return (
    <Cluster gap={2} align="end">
      <TextField label="Étiquettes, séparées par des virgules" value={text} onChange={setText} autoFocus />
      <Button size="small" isPending={isPending} onPress={() => void save()}>
        Enregistrer
      </Button>
    </Cluster>
  )
}
