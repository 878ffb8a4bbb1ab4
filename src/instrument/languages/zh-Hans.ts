import type { LanguagePack } from '../language.ts';

/**
 * Chinese in simplified characters, a draft: OMB has published no translation, and no agency has reviewed this one.
 * - Confidence is 信心, trust is 信任. "Addressed" is 得到了处理 (dealt with), "resolved" is 解决 (solved).
 * - 中立 is the neutral point of a scale of agreement; 一般 would be a grade, "so-so".
 * - The reader is 您. Words on buttons do without any pronoun.
 * - {service} stands in quotation marks: a name may be in Chinese or in Latin letters, and marks set off both.
 */
export const pack: LanguagePack = {
  lang: 'zh-Hans',
  dir: 'ltr',
  status: 'draft',
  statements: {
    satisfaction: '我对“{service}”提供的服务感到满意。',
    confidence: '这次经历增强了我对“{service}”的信心。',
    trust: '我信任{provider}会履行我国对{population}的承诺。',
    need: '我的需求得到了处理。',
    issue: '我的问题得到了解决。',
    ease: '我很容易就办完了需要办的事。',
    efficiency: '我办事所花的时间是合理的。',
    fair: '我受到了公平对待。',
    understand: '在整个过程中，我都明白需要我做什么。',
    employee: '与我接触的工作人员乐于帮助。',
  },
  scale: ['非常不同意', '不同意', '中立', '同意', '非常同意'],
  months: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
  date: '{year}年{month}{day}日',
  numerals: { decimal: '.', group: ',', groupedFrom: 4 },
  phrases: {
    language: '语言',
    ask: '您这次办事的体验如何？',
    details: '哪些方面影响了您的感受？',
    more: '您愿意再回答 {count} 个问题吗？',
    moreWhy: '大约需要一分钟，能让我们知道该改进什么。',
    continue: '愿意，继续',
    enough: '不用了，就这些',
    done: '谢谢您',
    doneWhy: '您的回答有助于改进“{service}”。',
    already: '这份调查已经有人回答过了。',
    comment: '您这样回答的原因是什么？（选填）',
    commentHint: '请不要填写个人信息，例如社会安全号码。',
    left: '还可输入的字数：{count}',
    over: '超出的字数：{count}',
    send: '提交',
    close: '暂不填写',
    leave: '关闭这份调查',
    notApplicable: '不适用',
    problem: '有一个问题',
    nothing: '请为一项陈述选择答案，或写下意见',
    tooLong: '请缩短您的意见',
    sending: '正在发送您的回答……',
    sent: '您的回答已发送。',
    saved: '已保存。您联网后，回答会自动发送。',
    unsaved: '尚未发送。请不要关闭本页面：系统会再次尝试发送。',
    kept: '已保存。您的回答暂时还无法送达。',
    omb: 'OMB 编号 {number}，有效期至{date}。自愿填写，大约需要 {minutes} 分钟。',
    burden: '所需时间与隐私',
    burdenText: '如果一份调查没有显示有效的 OMB 管制编号，您不必回答。是否填写完全自愿，不会影响您得到的任何服务。',
    privacyText:
      '您的回答不会与您的姓名关联。您的意见在保存之前，会删除其中看起来像电子邮件地址、电话号码、银行卡号或社会安全号码的内容。',
    privacyLink: '隐私政策（在新标签页中打开）',
    test: '测试：您的回答不会计入结果。',
    region: '关于“{service}”的调查',
    skip: '转到调查问卷',
  },
};
