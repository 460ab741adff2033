import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { Banner, formatList, Loading, Panel, Prose } from '#kernel/ui/index.ts'
import { previewChapter } from './contract.ts'
import type { Block } from './names.ts'

/** A chapter as it will be read, its figures in their sentences. */
export function ChapterPreview({
  editionId,
  title,
  body,
}: {
  readonly editionId: string
  readonly title: string
  readonly body: string
}) {
  const preview = useQuery({
    queryKey: ['edition-preview', editionId, body],
    queryFn: ({ signal }) => call(previewChapter, { params: { id: editionId }, input: { body }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return (
    <Panel title={title} level={3} isQuiet>
      {preview.isError && <Banner tone="danger" title={sentenceOf(preview.error)} />}
      {preview.data?.unknown.map(({ name, near }) => (
        <Banner key={name} tone="attention" title={`« ${name} » n’est le nom d’aucun chiffre.`} isLive>
          {near.length > 0
            ? `Peut-être ${formatList([...near])}.`
            : 'Choisissez-le dans la liste des chiffres.'}
        </Banner>
      ))}
      {preview.data ? <Blocks blocks={preview.data.blocks} /> : !preview.isError && <Loading lines={3} />}
    </Panel>
  )
}

function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <Prose>
      {blocks.map((block, index) => {
        const key = `${index}-${block.kind}`
        if (block.kind === 'heading') return <h4 key={key}>{block.text}</h4>
        if (block.kind === 'paragraph') return <p key={key}>{block.text}</p>
        return (
          <ul key={key}>
            {block.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )
      })}
    </Prose>
  )
}
