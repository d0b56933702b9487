/**
 * Lào Cai's plan, IV, last paragraph: "nếu có khó khăn, vướng mắc, đề nghị các sở, ban, ngành, Ủy
 * ban nhân dân các xã, phường và các cơ quan, tổ chức liên quan báo cáo về Ủy ban nhân dân tỉnh
 * (qua Công an tỉnh, Phòng An ninh chính trị nội bộ) để chỉ đạo, hướng dẫn thực hiện." An office of
 * the channel answers, or passes it one office higher.
 */
import type { DifficultyStage } from '../domain/difficulties/vocabulary.ts';
import { CaseRun } from './case-run.ts';
import type { CaseInput } from './wire.ts';

export async function resolveDifficulty(input: CaseInput): Promise<void> {
  const difficulty = new CaseRun<DifficultyStage, 'difficulty'>(input, {
    matter: 'difficulty',
    process: 'difficulty',
    other: null,
  });
  await difficulty.look();
  // Whoever has it is urged, one higher each time, until it is answered or passed up.
  while (difficulty.open) {
    await difficulty.until(() => !difficulty.open);
    await difficulty.finish();
  }
  await difficulty.finish();
}
