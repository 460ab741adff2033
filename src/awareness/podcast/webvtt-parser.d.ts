declare module 'webvtt-parser' {
  export interface WebVTTNode {
    readonly type: 'object' | 'text' | 'timestamp'
    readonly name?: string
    readonly value?: string
    readonly children?: readonly WebVTTNode[]
  }
  export interface WebVTTCue {
    readonly id: string
    readonly startTime: number
    readonly endTime: number
    readonly text: string
    readonly tree: WebVTTNode
  }
  // The package is CommonJS and names nothing that Node could see from outside.
  class WebVTTParser {
    constructor(entities: Readonly<Record<string, string>>)
    parse(
      text: string,
      mode: string,
    ): {
      readonly cues: readonly WebVTTCue[]
      readonly errors: readonly { readonly message: string; readonly line: number; readonly col?: number }[]
    }
  }
  const parsers: { readonly WebVTTParser: typeof WebVTTParser }
  export default parsers
}
