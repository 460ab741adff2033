// Words that several lists share; not exported by the door.

/** Asked, but the person does not know. */
export const unknown = { label: 'Ne sait pas' } as const

/** Asked, but the person would rather not say. */
export const undisclosed = { label: 'Ne souhaite pas le dire' } as const
