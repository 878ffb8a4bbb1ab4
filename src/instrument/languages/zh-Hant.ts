import type { LanguagePack } from '../language.ts';

/**
 * Chinese in traditional characters, a draft: OMB has published no translation, and no agency has reviewed this one.
 * In the words of Taiwan where they differ from Hong Kong's and the mainland's (隱私權, 資料, 分頁), not converted
 * from the simplified pack character by character.
 * - Confidence is 信心, trust is 信任. "Addressed" is 獲得處理 (dealt with), "resolved" is 解決 (solved).
 * - 中立 is the neutral point of a scale of agreement; 普通 would be a grade, "so-so".
 * - {service} stands in quotation marks: a name may be in Chinese or in Latin letters, and marks set off both.
 * - The reader is 您. Words on buttons do without any pronoun.
 */
export const pack: LanguagePack = {
  lang: 'zh-Hant',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: '我對「{service}」提供的服務感到滿意。',
    confidence: '這次經驗增強了我對「{service}」的信心。',
    trust: '我信任{provider}會履行我國對{population}的承諾。',
    need: '我的需求獲得了處理。',
    issue: '我的問題獲得了解決。',
    ease: '我很容易就辦完了需要辦的事。',
    efficiency: '我辦事所花的時間是合理的。',
    fair: '我受到了公平的對待。',
    understand: '在整個過程中，我都明白需要我做什麼。',
    employee: '與我接觸的工作人員樂於協助。',
  },
  scale: ['非常不同意', '不同意', '中立', '同意', '非常同意'],
  months: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
  date: '{year}年{month}{day}日',
  numerals: { decimal: '.', group: ',', groupedFrom: 4 },
  phrases: {
    language: '語言',
    ask: '您這次辦事的體驗如何？',
    details: '哪些方面影響了您的感受？',
    more: '您願意再回答 {count} 個問題嗎？',
    moreWhy: '大約需要一分鐘，能讓我們知道該改進什麼。',
    continue: '願意，繼續',
    enough: '不用了，就這些',
    done: '謝謝您',
    doneWhy: '您的回答有助於改進「{service}」。',
    already: '這份問卷已經有人填寫過了。',
    comment: '您這樣回答的原因是什麼？（選填）',
    commentHint: '請不要填寫個人資料，例如社會安全號碼。',
    left: '還可輸入的字數：{count}',
    over: '超出的字數：{count}',
    send: '送出',
    close: '暫不填寫',
    leave: '關閉這份問卷',
    notApplicable: '不適用',
    problem: '有一個問題',
    nothing: '請為一項陳述選擇答案，或寫下意見',
    tooLong: '請縮短您的意見',
    sending: '正在傳送您的回答……',
    sent: '您的回答已送出。',
    saved: '已儲存。您連上網路後，回答會自動送出。',
    unsaved: '尚未送出。請不要關閉本頁面：系統會再次嘗試傳送。',
    kept: '已儲存。您的回答暫時還無法送達。',
    omb: 'OMB 編號 {number}，有效期至{date}。自願填寫，大約需要 {minutes} 分鐘。',
    burden: '所需時間與隱私權',
    burdenText: '如果一份問卷沒有顯示有效的 OMB 管制編號，您不必回答。是否填寫完全自願，不會影響您得到的任何服務。',
    privacyText:
      '您的回答不會與您的姓名連結。您的意見在儲存之前，會刪除其中看起來像電子郵件地址、電話號碼、銀行卡號或社會安全號碼的內容。',
    privacyLink: '隱私權政策（在新分頁中開啟）',
    test: '測試：您的回答不會計入結果。',
    region: '關於「{service}」的問卷',
    skip: '前往問卷調查',
  },
};
