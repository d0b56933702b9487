import { describe, expect, it } from 'vitest';
import { detailOf, wordsOfRoute } from '../../client/api/refusal-words.ts';
import { refuse } from '../../domain/errors.ts';

describe('what a refusal says beyond its title is in the words of the office', () => {
  it('of the kind of case that the request was about', () => {
    const submitted = refuse('WRONG_STAGE', { stage: 'submitted' });
    const about = (route: string) => detailOf(submitted, 'vi', wordsOfRoute(`/api/v1${route}`));
    expect(about('/tasks/:task/acts')).toBe('Đang ở giai đoạn “đã nộp sản phẩm”.');
    expect(about('/reports/:report/acts')).toBe('Đang ở giai đoạn “đã nộp”.');
    expect(about('/incidents/:case/acts')).toBe('Đang ở giai đoạn “đã nộp”.');
  });

  it('for a field, with its place where that says more', () => {
    const wrong = (field: string) => detailOf(refuse('INVALID_FIELD', { field }), 'vi');
    expect(wrong('data.reviewOn')).toBe('Trường ngày rà soát lại không hợp lệ.');
    expect(wrong('data.document.sha256')).toBe('Trường mã SHA-256 (document.sha256) không hợp lệ.');
    expect(wrong('data.parts.0.x-y')).toBe('Trường parts.0.x-y không hợp lệ.');
  });

  it('for fields of which one is enough, and for several', () => {
    const missing = (fields: string) => detailOf(refuse('FIELDS_MISSING', { fields }), 'vi');
    expect(missing('number|covers')).toBe('Thiếu: số, ký hiệu / phạm vi.');
    expect(missing('list')).toBe('Thiếu: kết quả rà soát danh mục.');
  });

  it('for an act that is not allowed, and for steps that have to come first', () => {
    const action = 'raise-difficulty';
    expect(detailOf(refuse('FORBIDDEN', { action }), 'vi')).toBe(
      'Không được phép: nêu khó khăn, vướng mắc.',
    );
    const step = (value: string) => detailOf(refuse('STEP_MISSING', { step: value }), 'vi');
    expect(step('register-decision')).toBe('Còn thiếu: đăng ký quyết định.');
    expect(step('council-opinion, advice')).toBe(
      'Còn thiếu: ý kiến của Thường trực Hội đồng nhân dân, ' +
        'ý kiến tham mưu của cơ quan tài chính.',
    );
  });
});
