import type { LanguagePack } from '../language.ts';

/**
 * Korean, a draft: OMB has published no translation, and no agency has reviewed this one.
 * - Confidence is 신뢰, trust is 믿다. "Addressed" is 충족 (met), since a need is met; "resolved" is 해결 (solved).
 * - The labels are those of Korean scales of agreement ("it is so"), short enough not to be torn in a narrow column;
 *   동의함 would be consent to a form. Their middle is 보통; 중립 would be the neutrality of a state.
 * - The formal polite style (합쇼체) throughout; "you" is left out, as Korean does.
 * - A name may end in a vowel or a consonant: only particles that fit both, or both of them as 이(가).
 */
export const pack: LanguagePack = {
  lang: 'ko',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: '{service}에서 받은 서비스에 만족합니다.',
    confidence: '이번 경험으로 {service}에 대한 신뢰가 높아졌습니다.',
    trust: '{provider}이(가) {population}에 대한 우리나라의 약속을 지킬 것이라고 믿습니다.',
    need: '필요한 사항이 충족되었습니다.',
    issue: '문제가 해결되었습니다.',
    ease: '필요한 일을 쉽게 마칠 수 있었습니다.',
    efficiency: '필요한 일을 하는 데 걸린 시간이 적절했습니다.',
    fair: '공정한 대우를 받았습니다.',
    understand: '전체 과정에서 무엇을 해야 하는지 이해했습니다.',
    employee: '제가 만난 직원들은 도움이 되었습니다.',
  },
  scale: ['전혀 그렇지 않다', '그렇지 않다', '보통이다', '그렇다', '매우 그렇다'],
  months: ['1월', '2월', '3월', '4월', '5월', '6월', '7월', '8월', '9월', '10월', '11월', '12월'],
  date: '{year}년 {month} {day}일',
  numerals: { decimal: '.', group: ',', groupedFrom: 4 },
  phrases: {
    language: '언어',
    ask: '이용해 보시니 어떠셨습니까?',
    details: '어떤 점이 영향을 주었습니까?',
    more: '{count}개 문항에 더 답해 주시겠습니까?',
    moreWhy: '약 1분 걸리며, 무엇을 개선해야 하는지 알려 줍니다.',
    continue: '예, 계속합니다',
    enough: '아니요, 마칩니다',
    done: '감사합니다',
    doneWhy: '보내 주신 답변은 {service} 개선에 도움이 됩니다.',
    already: '이 설문에는 이미 답변하셨습니다.',
    comment: '그렇게 답하신 이유는 무엇입니까? (선택 사항)',
    commentHint: '사회보장번호와 같은 개인정보는 적지 마십시오.',
    left: '남은 글자 수: {count}',
    over: '초과한 글자 수: {count}',
    send: '보내기',
    close: '나중에',
    leave: '설문 닫기',
    notApplicable: '해당 없음',
    problem: '문제가 있습니다',
    nothing: '한 문항에 답을 선택하거나 의견을 적어 주십시오',
    tooLong: '의견을 줄여 주십시오',
    sending: '답변을 보내는 중입니다…',
    sent: '답변이 전송되었습니다.',
    saved: '저장되었습니다. 인터넷에 연결되면 답변이 전송됩니다.',
    unsaved: '아직 전송되지 않았습니다. 이 페이지를 닫지 마십시오. 다시 시도합니다.',
    kept: '저장되었습니다. 답변을 아직 전달하지 못했습니다.',
    omb: 'OMB 번호 {number}, 만료일 {date}. 참여는 자발적이며 약 {minutes}분 걸립니다.',
    burden: '소요 시간 및 개인정보 보호',
    burdenText:
      '유효한 OMB 관리 번호가 표시되지 않은 설문에는 답하지 않으셔도 됩니다. 참여는 자발적이며, 받으시는 서비스에 영향을 주지 않습니다.',
    privacyText:
      '답변은 이름과 연결되지 않습니다. 이메일 주소, 전화번호, 카드 번호, 사회보장번호로 보이는 내용은 의견을 저장하기 전에 삭제됩니다.',
    privacyLink: '개인정보 보호정책 (새 탭에서 열림)',
    test: '테스트: 답변이 집계되지 않습니다.',
    region: '{service}에 대한 설문',
    skip: '설문으로 이동',
  },
};
