import type { LanguagePack } from '../language.ts';

/**
 * Vietnamese, a draft: OMB has published no translation, and no agency has reviewed this one.
 * - Confidence is "lòng tin", trust is "tin tưởng": the same root, kept apart by what is said of it.
 * - "Addressed" is "đáp ứng" (met), since a need is met; "resolved" is "giải quyết" (solved).
 * - The respondent says "tôi" and is called "quý vị", as US agencies do. Both go without age or gender.
 */
export const vi: LanguagePack = {
  lang: 'vi',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: 'Tôi hài lòng với dịch vụ tôi nhận được từ {service}.',
    confidence: 'Lần giao dịch này làm tăng lòng tin của tôi đối với {service}.',
    trust: 'Tôi tin tưởng {provider} sẽ thực hiện cam kết của đất nước chúng ta đối với {population}.',
    need: 'Nhu cầu của tôi đã được đáp ứng.',
    issue: 'Vấn đề của tôi đã được giải quyết.',
    ease: 'Tôi đã dễ dàng hoàn tất việc cần làm.',
    efficiency: 'Thời gian để làm việc tôi cần làm là hợp lý.',
    fair: 'Tôi được đối xử công bằng.',
    understand: 'Trong suốt quá trình, tôi hiểu mình được yêu cầu làm gì.',
    employee: 'Các nhân viên tôi tiếp xúc đã tận tình giúp đỡ.',
  },
  scale: ['Rất không đồng ý', 'Không đồng ý', 'Trung lập', 'Đồng ý', 'Rất đồng ý'],
  phrases: {
    language: 'Ngôn ngữ',
    ask: 'Mọi việc diễn ra như thế nào?',
    details: 'Điều gì đã tạo nên sự khác biệt?',
    more: 'Quý vị trả lời thêm {count} câu nữa nhé?',
    moreWhy: 'Chỉ mất khoảng một phút và cho chúng tôi biết cần cải thiện điều gì.',
    continue: 'Vâng, tiếp tục',
    enough: 'Không, thế là đủ',
    done: 'Cảm ơn quý vị',
    doneWhy: 'Câu trả lời của quý vị giúp cải thiện {service}.',
    already: 'Bản khảo sát này đã được trả lời rồi.',
    comment: 'Vì sao quý vị trả lời như vậy? (không bắt buộc)',
    commentHint: 'Xin đừng ghi thông tin cá nhân, như số An Sinh Xã Hội.',
    left: 'Số ký tự còn lại: {count}',
    over: 'Số ký tự vượt quá: {count}',
    send: 'Gửi',
    close: 'Để sau',
    leave: 'Đóng bản khảo sát này',
    notApplicable: 'Không áp dụng',
    problem: 'Có một lỗi',
    nothing: 'Hãy chọn một câu trả lời hoặc viết ý kiến',
    tooLong: 'Hãy rút ngắn ý kiến',
    sending: 'Đang gửi câu trả lời của quý vị…',
    sent: 'Câu trả lời của quý vị đã được gửi.',
    saved: 'Đã lưu. Câu trả lời sẽ được gửi khi quý vị có kết nối mạng.',
    unsaved: 'Chưa gửi được. Xin đừng đóng trang này: hệ thống đang thử lại.',
    kept: 'Đã lưu. Câu trả lời của quý vị chưa chuyển đi được.',
    omb: 'Số OMB {number}, hết hạn {date}. Tự nguyện, khoảng {minutes} phút.',
    burden: 'Thời gian và quyền riêng tư',
    burdenText:
      'Quý vị không phải trả lời một bản khảo sát không ghi số kiểm soát OMB còn hiệu lực. Việc trả lời là tự nguyện và không ảnh hưởng đến dịch vụ nào quý vị nhận được.',
    privacyText:
      'Câu trả lời không gắn với tên của quý vị. Những gì trông giống địa chỉ e-mail, số điện thoại, số thẻ hoặc số An Sinh Xã Hội sẽ bị xóa khỏi ý kiến trước khi lưu.',
    privacyLink: 'Chính sách quyền riêng tư (mở trong thẻ mới)',
    test: 'Thử nghiệm: câu trả lời của quý vị không được tính.',
    region: 'Khảo sát về {service}',
    skip: 'Đến phần khảo sát',
  },
};
export { vi as pack };
