import { createApp, defineComponent, h, nextTick, onMounted, onUnmounted, ref, Teleport } from 'vue';
import { createRouter, createWebHistory, RouterLink, RouterView } from 'vue-router';
import { createSurvey } from '../../../src/entries/index.ts';

/** An app with routes. With a `data-config` a component of one route has the survey; without one a tag of the page has. */
const root = document.getElementById('app') as HTMLElement;

const Session = defineComponent(() => {
  const isEnding = ref(false);
  const opener = ref<HTMLButtonElement>();
  const yes = ref<HTMLButtonElement>();
  const end = async () => {
    isEnding.value = true;
    await nextTick();
    yes.value?.focus();
  };
  const stay = () => {
    isEnding.value = false;
    opener.value?.focus();
  };
  return () => [
    h('button', { type: 'button', ref: opener, onClick: end }, 'Extend my session'),
    h(Teleport, { to: 'body' }, [
      isEnding.value &&
        h('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Are you still there?' }, [
          h('button', { type: 'button', ref: yes, onClick: stay }, 'Yes'),
        ]),
    ]),
  ];
});

const Survey = defineComponent(() => {
  let survey: ReturnType<typeof createSurvey> | undefined;
  onMounted(() => {
    survey = createSurvey(JSON.parse(root.dataset.config ?? ''));
  });
  onUnmounted(() => survey?.destroy());
  return () => null;
});

const count = ref(0);
const App = defineComponent(() => () => [
  h('nav', [h(RouterLink, { to: '/' }, () => 'Start'), ' ', h(RouterLink, { to: '/done' }, () => 'Done')]),
  h('button', { type: 'button', onClick: () => count.value++ }, `Drawn ${count.value} times`),
  h(Session),
  h('main', [h(RouterView)]),
]);

const heading = (text: string) => h('h1', { tabindex: -1 }, text);
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: defineComponent(() => () => heading('Start')) },
    {
      path: '/done',
      component: defineComponent(() => () => h('div', [heading('Done'), root.dataset.config && h(Survey)])),
    },
  ],
});
router.afterEach(async (_to, from) => {
  await nextTick();
  if (from.matched.length) root.querySelector('h1')?.focus({ preventScroll: true });
});
createApp(App).use(router).mount(root);
