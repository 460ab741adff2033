import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import { ErrorState, Loading } from '#kernel/ui/index.ts'

interface AwaitProps<Data> {
  query: UseQueryResult<Data>
  lines?: number
  children: (data: Data) => ReactNode
}

/** A part of a page that waits for its own data, and fails by itself without taking the others away. */
export function Await<Data>({ query, lines = 3, children }: AwaitProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) {
    return (
      <ErrorState
        title="Cette liste n’a pas pu être lue"
        todo={sentenceOf(query.error)}
        onRetry={() => void query.refetch()}
      />
    )
  }
  return <Loading lines={lines} />
}
