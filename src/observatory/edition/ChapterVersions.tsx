import { useQuery } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { Button, Disclosure, formatDateTime, Loading } from '#kernel/ui/index.ts'
import { chapterVersions } from './contract.ts'

/** Every text that was saved of a chapter; an older one can be taken again. */
export function ChapterVersions({
  id,
  version,
  onTake,
}: {
  readonly id: string
  readonly version: number
  readonly onTake: (body: string) => void
}) {
  const list = useQuery({
    queryKey: ['chapter-versions', id, version],
    queryFn: ({ signal }) => call(chapterVersions, { params: { id }, signal }),
  })
  return (
    <Disclosure title={`Versions (${version})`}>
      {list.isError && <p>{sentenceOf(list.error)}</p>}
      {list.isPending && <Loading lines={2} />}
      <ul>
        {list.data?.items.map((one) => (
          <li key={one.version}>
            {`${one.version}. ${formatDateTime(one.savedAt)}${one.savedBy ? `, ${one.savedBy}` : ''} `}
            {one.version < version && (
              <Button size="small" onPress={() => onTake(one.body)}>
                {`Reprendre la version ${one.version}`}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
