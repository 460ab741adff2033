import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { Panel, TextLink } from '#kernel/ui/index.ts'
import { listHandovers } from './contract.ts'
import { HandoverLines } from './HandoverLines.tsx'

/** On the desk: the sheets that nobody has taken yet. */
export function WaitingHandovers() {
  const { data } = useQuery({
    queryKey: ['handovers', 'waiting'],
    queryFn: ({ signal }) => call(listHandovers, { signal }),
    refetchInterval: 60_000,
  })
  if (!data || data.items.length === 0) return null
  return (
    <Panel
      title="Relèves à prendre"
      isQuiet
      actions={<TextLink href="/bureau/releve">Toutes les relèves</TextLink>}
    >
      <HandoverLines label="Relèves à prendre" items={data.items} />
    </Panel>
  )
}
