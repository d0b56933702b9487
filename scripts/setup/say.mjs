// What the set-up tells people. Vietnamese unless HOMAT_LANG=en.
const TEXTS = {
  'node-too-old': [
    'Cần Node 20.19 trở lên (đang có {have}). Hãy cài Node rồi chạy lại.',
    'Node 20.19 or newer is needed (this is {have}). Install Node and run again.',
  ],
  packages: [
    'Đang cài các gói npm (lần đầu khoảng một phút) …',
    'Installing the npm packages (about a minute the first time) …',
  ],
  'packages-failed': [
    'Không cài được các gói npm. Xem dòng lỗi ở trên; thường do không tới được kho gói. Chạy lại sau.',
    'The npm packages could not be installed. See the error above; most often the registry is out of reach. Run again later.',
  ],
  'runtime-missing': [
    'Không tìm thấy Node 24 trong node_modules (gói {name}). Hãy xóa node_modules rồi chạy lại.',
    'Node 24 was not found in node_modules (package {name}). Remove node_modules and run again.',
  ],
  'temporal-download': [
    'Đang tải máy chủ Temporal (thử tối đa {seconds} giây) …',
    'Downloading the Temporal server (trying for {seconds} seconds at most) …',
  ],
  'temporal-build': [
    'Đang dựng máy chủ Temporal từ mã nguồn bằng Go (khoảng 8 phút, chỉ một lần trên máy này) …',
    'Building the Temporal server from source with Go (about 8 minutes, once on this machine) …',
  ],
  'temporal-missing': [
    'Không có máy chủ Temporal: không tải được, và máy này không có Go. Hãy đặt TEMPORAL_ADDRESS hoặc TEMPORAL_CLI_PATH, hoặc cài Go 1.26.',
    'There is no Temporal server: it could not be downloaded and this machine has no Go. Set TEMPORAL_ADDRESS or TEMPORAL_CLI_PATH, or install Go 1.26.',
  ],
  'skipping-fetch': [
    'Đang lấy máy chủ tua thời gian của Temporal bằng Maven (khoảng 20 giây, chỉ một lần) …',
    "Fetching Temporal's time-skipping server with Maven (about 20 seconds, once) …",
  ],
  'skipping-missing': [
    'Không có máy chủ tua thời gian: cần Java và Maven, hoặc đặt HOMAT_TIME_SKIPPING_PATH. Chỉ diễn tập (HOMAT_TIME=skip) và npm test cần nó.',
    'There is no time-skipping server: Java and Maven are needed, or set HOMAT_TIME_SKIPPING_PATH. Only drills (HOMAT_TIME=skip) and npm test need it.',
  ],
  failed: ['Lỗi: {what}', 'Failed: {what}'],
  still: ['… vẫn đang làm, đã {seconds} giây', '… still at it, {seconds} seconds so far'],
  waiting: [
    'Một tiến trình khác đang chuẩn bị {what}; đang chờ …',
    'Another process is preparing {what}; waiting …',
  ],
};

/** Writes a line of progress to the standard error stream, so that program output stays clean. */
export function say(key, params = {}) {
  process.stderr.write(`${text(key, params)}\n`);
}

/** The text of a key in the language of the environment. */
export function text(key, params = {}) {
  const [vi, en] = TEXTS[key];
  const chosen = process.env.HOMAT_LANG === 'en' ? en : vi;
  return chosen.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''));
}
