// What the set-up tells people, before any package is there.
export const TEXTS = {
  'node-too-old': {
    vi: 'Cần Node 20.19 trở lên (đang có {have}). Hãy cài Node rồi chạy lại.',
    en: 'Node 20.19 or newer is needed (this is {have}). Install Node and run again.',
  },
  'npm-missing': {
    vi: 'Không tìm thấy npm trên máy này. Hãy cài npm (thường đi cùng Node) rồi chạy lại.',
    en: 'There is no npm on this machine. Install npm (it comes with Node) and run again.',
  },
  packages: {
    vi: 'Đang cài các gói npm (khoảng một phút) …',
    en: 'Installing the npm packages (about a minute) …',
  },
  'packages-failed': {
    vi:
      'Không cài được các gói npm. Xem dòng lỗi ở trên: thường do không tới được kho gói ' +
      '(kiểm tra `npm config get registry`) hoặc hết chỗ trên đĩa. Sửa xong thì chạy lại.',
    en:
      'The npm packages could not be installed. See the error above: most often the registry is ' +
      'out of reach (see `npm config get registry`) or the disk is full. Then run again.',
  },
  'runtime-missing': {
    vi:
      'Không có Node 24 của chương trình (gói {name}) và Node này là {have}. Nếu hệ máy này có ' +
      'gói đó, hãy xóa node_modules rồi chạy lại; nếu không, hãy cài Node 24.',
    en:
      "The product's own Node 24 (package {name}) is not there and this Node is {have}. Where " +
      'that package exists, remove node_modules and run again; elsewhere install Node 24.',
  },
  'temporal-old': {
    vi: '`temporal` trên PATH quá cũ ({have}); tìm bản khác.',
    en: '`temporal` on the PATH is too old ({have}); looking for another one.',
  },
  'cli-does-not-run': {
    vi: 'TEMPORAL_CLI_PATH={path} không chạy được. Hãy sửa hoặc bỏ biến này.',
    en: 'TEMPORAL_CLI_PATH={path} does not run. Correct the variable or remove it.',
  },
  'temporal-download': {
    vi: 'Đang thử tải máy chủ Temporal (bỏ qua nếu {seconds} giây không có gì về) …',
    en: 'Trying to download the Temporal server (given up when nothing comes in {seconds} s) …',
  },
  'temporal-build': {
    vi:
      'Không tải được. Đang dựng máy chủ Temporal từ mã nguồn bằng Go ' +
      '(khoảng 8 phút, chỉ một lần trên máy này) …',
    en:
      'No download here. Building the Temporal server from source with Go ' +
      '(about 8 minutes, once on this machine) …',
  },
  'server-build': {
    vi: 'Đang dựng máy chủ Temporal cho PostgreSQL bằng Go (khoảng nửa phút, một lần) …',
    en: 'Building the Temporal server for PostgreSQL with Go (about half a minute, once) …',
  },
  'temporal-missing': {
    vi:
      'Không có máy chủ Temporal: không tải được, và máy này không có Go. ' +
      'Hãy đặt TEMPORAL_ADDRESS hoặc TEMPORAL_CLI_PATH, hoặc cài Go 1.26.',
    en:
      'There is no Temporal server: it could not be downloaded and this machine has no Go. ' +
      'Set TEMPORAL_ADDRESS or TEMPORAL_CLI_PATH, or install Go 1.26.',
  },
  'temporal-build-failed': {
    vi:
      'Dựng bằng Go không xong. Thường do không tới được kho mô-đun Go (`go env GOPROXY`), ' +
      'Go cũ hơn 1.26, hoặc hết chỗ (cần 3 GB). Lời của Go:\n{words}',
    en:
      'The build with Go failed. Most often the module proxy is out of reach (`go env GOPROXY`), ' +
      'Go is older than 1.26, or the disk is full (3 GB are needed). The words of Go:\n{words}',
  },
  'skipping-fetch': {
    vi: 'Đang lấy máy chủ tua thời gian bằng Maven (khoảng 20 giây, chỉ một lần) …',
    en: 'Fetching the time-skipping server with Maven (about 20 seconds, once) …',
  },
  'skipping-download': {
    vi: 'Đang thử tải máy chủ tua thời gian (bỏ qua nếu {seconds} giây không có gì về) …',
    en: 'Trying to download the time-skipping server (given up after {seconds} s of nothing) …',
  },
  'skipping-missing': {
    vi:
      'Không có máy chủ tua thời gian: không tải được, và không lấy được bằng Maven (cần Java 11 ' +
      'trở lên và Maven), hoặc đặt HOMAT_TIME_SKIPPING_PATH. ' +
      'Chỉ diễn tập (HOMAT_TIME=skip) và npm test cần nó.\n{words}',
    en:
      'There is no time-skipping server: it could not be downloaded, nor fetched with Maven ' +
      '(Java 11 or newer and Maven are needed); or set HOMAT_TIME_SKIPPING_PATH. ' +
      'Only drills (HOMAT_TIME=skip) and npm test need it.\n{words}',
  },
  failed: { vi: 'Lỗi: {what}', en: 'Failed: {what}' },
  still: {
    vi: '… vẫn đang làm, đã {seconds} giây',
    en: '… still at it, {seconds} seconds so far',
  },
  waiting: {
    vi: 'Một tiến trình khác đang chuẩn bị {what}; đang chờ …',
    en: 'Another process is preparing {what}; waiting …',
  },
  'doctor.node': { vi: 'Node đang chạy', en: 'This Node' },
  'doctor.node24': { vi: 'Node 24 của chương trình', en: "The product's Node 24" },
  'doctor.packages': { vi: 'Gói npm', en: 'npm packages' },
  'doctor.packages-cost': {
    vi: 'sẽ cài khi chạy lần đầu: khoảng một phút, 700 MB',
    en: 'installed at the first run: about a minute, 700 MB',
  },
  'doctor.npm-needed': { vi: 'cần có npm', en: 'npm is needed' },
  'doctor.with-packages': { vi: 'đi cùng các gói npm', en: 'comes with the npm packages' },
  'doctor.temporal': { vi: 'Máy chủ Temporal', en: 'Temporal server' },
  'doctor.temporal-on-postgres': {
    vi: 'Máy chủ Temporal trên PostgreSQL (chỉ cho kiểm thử)',
    en: 'Temporal server on PostgreSQL (tests only)',
  },
  'doctor.skipping': {
    vi: 'Máy chủ tua thời gian (diễn tập, kiểm thử)',
    en: 'Time-skipping server (drills, tests)',
  },
  'doctor.download-or-go': {
    vi: 'sẽ thử tải (60 MB); không được thì dựng bằng Go: khoảng 8 phút, 3 GB, một lần',
    en: 'a download is tried (60 MB), else built with Go: about 8 minutes, 3 GB, once',
  },
  'doctor.download-no-go': {
    vi: 'sẽ thử tải (60 MB); nếu mạng đóng thì cần Go 1.26 hoặc TEMPORAL_ADDRESS',
    en: 'a download is tried (60 MB); on a closed network Go 1.26 or TEMPORAL_ADDRESS is needed',
  },
  'doctor.go-build': {
    vi: 'sẽ dựng bằng Go khi chạy npm test: nửa phút sau lần dựng đầu',
    en: 'built with Go by npm test: half a minute after the first build',
  },
  'doctor.go-needed': { vi: 'cần Go 1.26', en: 'Go 1.26 is needed' },
  'doctor.maven-or-download': {
    vi: 'sẽ lấy bằng Maven: khoảng 20 giây, 40 MB',
    en: 'fetched with Maven: about 20 seconds, 40 MB',
  },
  'doctor.download-no-maven': {
    vi: 'sẽ thử tải; nếu mạng đóng thì cần Java và Maven',
    en: 'a download is tried; on a closed network Java and Maven are needed',
  },
  'doctor.only-build': {
    vi: 'chỉ cần khi không tải được Temporal',
    en: 'only where Temporal cannot be downloaded',
  },
  'doctor.only-drill': {
    vi: 'chỉ cần cho diễn tập và kiểm thử trên mạng đóng',
    en: 'only for drills and tests on a closed network',
  },
  'doctor.cache': { vi: 'Kho máy chủ', en: 'Cache of servers' },
  'doctor.data': { vi: 'Thư mục dữ liệu', en: 'Data folder' },
  'doctor.data-new': {
    vi: '{path} (sẽ tạo khi chạy lần đầu)',
    en: '{path} (made at the first run)',
  },
  'doctor.running': { vi: 'Đang chạy', en: 'Running' },
  'doctor.not-running': { vi: 'không', en: 'no' },
  'doctor.ready': {
    vi: 'Đủ để chạy `npm run up`.',
    en: '`npm run up` has all it needs.',
  },
  'doctor.not-ready': {
    vi: '`npm run up` còn phải lấy những gì có dấu – ở trên.',
    en: '`npm run up` has yet to get what is marked – above.',
  },
};
