import { useAct } from '#kernel/useAct.ts'

export type Act = ReturnType<typeof useAct>

export const useApplicationAct = (): Act => useAct(['project_calls'])
