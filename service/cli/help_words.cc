#include "service/cli/help_words.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "service/cli/classify_flags.h"

namespace izin::cli {
namespace {

struct Sentence {
  const char* english;
  const char* indonesian;
};

constexpr Sentence kSentences[] = {
    // The program and its commands.
    {"izin: which risk level, which permits, which commitments, by Indonesia's OSS licensing rules",
     "izin: tingkat risiko, perizinan, dan kewajiban sebuah usaha menurut aturan OSS Indonesia"},
    {"Exit codes: 0 answered, 1 findings or a refused item, 2 usage, 3 failure",
     "Kode keluar: 0 terjawab, 1 ada temuan atau permohonan yang ditolak, 2 salah pakai, 3 gagal"},
    {"What a server does at the moment, page by page",
     "Apa yang sedang dikerjakan sebuah server, halaman demi halaman"},
    {"where izind --http listens, ADDR:PORT", "tempat izind --http mendengarkan, ALAMAT:PORT"},
    {"seconds between two pages", "detik antara dua halaman"},
    {"pages; 0 for as many as come", "banyaknya halaman; 0 untuk tanpa batas"},
    {"Which risk level, which permits, which commitments",
     "Tingkat risiko, perizinan, dan kewajiban sebuah kegiatan usaha"},
    {"Which KBLI code a business has", "Kode KBLI mana untuk sebuah usaha"},
    {"Payloads that OSS sends to an office", "Payload yang dikirim OSS ke sebuah instansi"},
    {"What a receiveNIB payload leads to, and how its checklist differs",
     "Hasil sebuah payload receiveNIB, dan perbedaan daftar periksanya"},
    {"body of receiveNIB as OSS sends it, or - for standard input",
     "isi receiveNIB seperti dikirim OSS, atau - untuk masukan standar"},
    {"edition of the codes in the payload: 2020 or 2025 [2020, as the guide says]",
     "edisi kode dalam payload: 2020 atau 2025 [2020, menurut pedoman]"},
    {"ruleset to answer by, instead of the one in force",
     "aturan yang dipakai menjawab, bukan yang sedang berlaku"},
    {"day whose rules apply, YYYY-MM-DD", "hari yang aturannya dipakai, TTTT-BB-HH"},
    {"full or basic: codes only", "lengkap, atau ringkas: hanya kode"},
    {"nothing folded to a count", "tidak ada yang diringkas menjadi jumlah"},
    {"the same as --format json", "sama dengan --format json"},
    {"Exit codes: 0 answered, 1 differences or a faulty payload, 2 usage, 3 failure",
     "Kode keluar: 0 terjawab, 1 ada perbedaan atau payload keliru, 2 salah pakai, 3 gagal"},
    {"What became of a KBLI code", "Menjadi kode apa sebuah kode KBLI dalam edisi lain"},
    {"Risk level from hazard and likelihood", "Tingkat risiko dari bahaya dan kemungkinannya"},
    {"What the values of a field mean", "Arti nilai-nilai sebuah isian"},
    {"When working days are over", "Kapan jangka waktu hari kerja berakhir"},
    {"What was answered, and under which rules",
     "Apa yang pernah dijawab, dan menurut aturan mana"},
    {"One decision, by its id", "Satu keputusan, menurut nomornya"},
    {"The decisions of a span of time", "Keputusan-keputusan dalam suatu kurun waktu"},
    {"Which past answers would differ under a ruleset",
     "Jawaban lama mana yang akan berbeda menurut aturan lain"},
    {"Any method of a server, asked in JSON",
     "Metode apa pun dari sebuah server, ditanya dengan JSON"},
    {"method: PACKAGE.SERVICE/METHOD", "metode: PAKET.LAYANAN/METODE"},
    {"request as JSON [{}]", "permintaan berupa JSON [{}]"},
    {"Answers kept by a server", "Jawaban yang disimpan sebuah server"},
    {"An answer by its name, read from the database",
     "Sebuah jawaban menurut namanya, dibaca dari basis data"},
    {"Copy the records of a server, which may run meanwhile",
     "Salin catatan sebuah server, yang boleh tetap berjalan"},
    {"Make a data folder, which must not be there yet, of a backup",
     "Buat folder data, yang belum boleh ada, dari sebuah cadangan"},
    {"folder of the copy; must not be there yet", "folder salinan; belum boleh ada"},
    {"folder that izin backup made", "folder buatan izin backup"},
    {"Rebuild a damaged database of a server", "Bangun kembali basis data server yang rusak"},
    {"Completion of command lines, for bash and zsh",
     "Pelengkapan baris perintah, untuk bash dan zsh"},
    {"The script for bash", "Skrip untuk bash"},
    {"The script for zsh", "Skrip untuk zsh"},
    {"What may come next", "Apa yang dapat menyusul"},
    {"the words after izin, the last of which is begun",
     "kata-kata sesudah izin, yang terakhir baru dimulai"},
    {"only the answer and what is wrong: no progress, no summary, no next step",
     "hanya jawaban dan apa yang salah: tanpa kemajuan, ringkasan, atau langkah berikutnya"},
    // Registries.
    {"Exit codes: 0 done, 1 done with rejected rows or repeated ids, 2 usage, 3 failure",
     "Kode keluar: 0 selesai, 1 selesai dengan baris yang ditolak atau NIB yang berulang, 2 salah "
     "pakai, 3 gagal"},
    {"What a change of rules or of KBLI edition changes for each business",
     "Apa yang diubah oleh aturan atau edisi KBLI baru bagi tiap usaha"},
    {"Put the shards of a registry together", "Gabungkan bagian-bagian sebuah daftar usaha"},
    {"A tour through the commands; and data to try things out with",
     "Perkenalan dengan perintah-perintahnya; dan data untuk mencoba-coba"},
    {"Write a registry of made-up businesses to standard output",
     "Tulis daftar usaha buatan ke keluaran standar"},
    {"the registry, or - for standard input: CSV with a head, or NDJSON of Business; plain, gzip "
     "or "
     "zstd",
     "daftar usaha, atau - untuk masukan standar: CSV dengan baris judul, atau NDJSON berisi "
     "Business; biasa, gzip, atau zstd"},
    {"csv or ndjson; else as it begins", "csv atau ndjson; bila kosong, menurut awal isinya"},
    {"Exit codes: 0 done, 1 done with rows that are INVALID, 2 usage, 3 failure",
     "Kode keluar: 0 selesai, 1 selesai dengan baris INVALID, 2 salah pakai, 3 gagal"},
    {"Level and permits of each row of a registry, by code, scale and locations alone",
     "Tingkat risiko dan perizinan tiap baris daftar usaha, menurut kode, skala, dan lokasi saja"},
    {"FILE, or - for standard input: CSV with a head (business_id, kbli_code, scale, locations), "
     "or "
     "NDJSON of Business; plain, gzip or zstd",
     "BERKAS, atau - untuk masukan baku: CSV dengan baris judul (business_id, kbli_code, scale, "
     "locations), atau NDJSON Business; biasa, gzip, atau zstd"},
    {"levels and permits: FILE or -", "tingkat dan perizinan: BERKAS atau -"},
    {"ruleset that answers; else the one in force",
     "aturan yang menjawab; bila kosong, yang sedang berlaku"},
    {"of the codes: 2020 or 2025; else the ruleset's",
     "edisi kodenya: 2020 atau 2025; bila kosong, menurut aturannya"},
    {"ask the server for --requests over streams: StreamClassifyActivities",
     "tanyakan --requests kepada server lewat aliran: StreamClassifyActivities"},
    {"a column by another name: nib=business_id; repeatable",
     "kolom dengan nama lain: nib=business_id; boleh berulang"},
    {", ; or tab; else as the head has", ", ; atau tab; bila kosong, menurut baris judul"},
    {"ruleset of the earlier answers; else as each row says: by its column ruleset, or by the "
     "permits "
     "it holds",
     "aturan untuk jawaban lama; bila kosong, menurut tiap baris: kolom ruleset, atau izin yang "
     "dimiliki"},
    {"ruleset of the later answers; else the one in force",
     "aturan untuk jawaban baru; bila kosong, yang sedang berlaku"},
    {"the rules in force on a day: given twice, the earlier day first",
     "aturan yang berlaku pada suatu hari: ditulis dua kali, hari yang lebih dulu di depan"},
    {"the changes: FILE, FILE.ndjson or -", "perubahannya: BERKAS, BERKAS.ndjson, atau -"},
    {"csv or ndjson; else by the name of the output",
     "csv atau ndjson; bila kosong, menurut nama keluaran"},
    {"rows that could not be read, each with why",
     "baris yang tidak terbaca, masing-masing dengan "
     "sebabnya"},
    {"what to tell each business whose answer changed",
     "pemberitahuan bagi tiap usaha yang jawabannya berubah"},
    {"figures: FILE.json, FILE or -; repeatable",
     "angka-angka: BERKAS.json, BERKAS, atau -; boleh berulang"},
    {"a spreadsheet of figures, charts, changes and rejects",
     "lembar kerja berisi angka, grafik, perubahan, dan yang ditolak"},
    {"leave out what is unchanged", "tanpa yang tidak berubah"},
    {"the rows of the rules behind each change", "baris aturan di balik tiap perubahan"},
    {"of the table and the progress: id or en", "bahasa tabel dan kemajuan: id atau en"},
    {"neither progress nor table", "tanpa kemajuan dan tabel"},
    {"how many at once", "berapa yang bekerja bersamaan"},
    {"a folder to go on from if the run is stopped",
     "folder untuk melanjutkan bila pekerjaan terhenti"},
    {"seconds between checkpoints, of which each waits for the disk; else 1",
     "detik antara titik simpan, yang masing-masing menunggu cakram; bila kosong 1"},
    {"I/N: the I-th of N parts of the file", "I/N: bagian ke-I dari N bagian berkas"},
    {"only so many rows, and no output but figures",
     "hanya sekian baris, tanpa keluaran selain angka"},
    {"the changes of every shard, in any order", "perubahan tiap bagian, urutannya bebas"},
    {"the changes of all", "perubahan semuanya"},
    {"the rejects of all", "yang ditolak dari semuanya"},
    {"the notifications of all", "pemberitahuan semuanya"},
    {"how many businesses", "berapa usaha"},
    {"the same seed gives the same rows", "benih yang sama memberi baris yang sama"},
    {"share of rows with a fault, of CSV", "bagian baris yang cacat, untuk CSV"},
    {"csv or ndjson", "csv atau ndjson"},
    {"Work on rulesets", "Mengerjakan kumpulan aturan"},
    {"Check and prove the rulesets of a data folder",
     "Periksa dan buktikan kumpulan aturan dalam sebuah folder data"},
    {"Run the cases of the rulesets of a data folder",
     "Jalankan kasus uji kumpulan aturan dalam sebuah folder data"},
    {"Change every rule and see whether its cases notice",
     "Ubah tiap aturan dan lihat apakah kasus ujinya menyadarinya"},
    {"Make a pair of keys to sign rulesets with",
     "Buat sepasang kunci untuk menandatangani kumpulan aturan"},
    {"NAME.key and NAME.pub are written", "NAMA.key dan NAMA.pub akan ditulis"},
    {"its first line encrypts the secret key, - for standard input",
     "baris pertamanya menyandikan kunci rahasia, - untuk masukan standar"},
    {"Make one file of a ruleset, checked, proved and tested",
     "Jadikan sebuah kumpulan aturan satu berkas, setelah diperiksa, dibuktikan, dan diuji"},
    {"its id, as pp28-2025", "namanya, misalnya pp28-2025"},
    {"the bundle to write", "berkas yang ditulis"},
    {"Sign a bundle, in the format of minisign",
     "Tandatangani sebuah berkas aturan, dalam bentuk minisign"},
    {"the bundle", "berkas aturan"},
    {"secret key, of izin rules key or minisign -G",
     "kunci rahasia, dari izin rules key atau minisign -G"},
    {"its first line is the password of the key, - for standard input",
     "baris pertamanya kata sandi kunci, - untuk masukan standar"},
    {"trusted comment, one line [sha256:DIGEST of the bundle]",
     "keterangan tepercaya, satu baris [sha256:DIGEST berkas]"},
    {"the signature [FILE.minisig]", "tanda tangannya [BERKAS.minisig]"},
    {"Whether a bundle is what a key signed",
     "Apakah sebuah berkas aturan memang yang ditandatangani sebuah kunci"},
    {"public key of minisign, or its file; may be given again",
     "kunci publik minisign, atau berkasnya; boleh berulang"},
    {"What is in a bundle, without trusting it",
     "Apa isi sebuah berkas aturan, tanpa mempercayainya"},
    {"Let a server answer by a signed bundle from now on",
     "Jadikan sebuah server menjawab menurut berkas aturan yang ditandatangani"},
    {"check, prove and test it there, tell what would change, and swap nothing",
     "periksa, buktikan, dan uji di sana, tunjukkan apa yang akan berubah, tanpa mengubah apa pun"},
    {"Let a server answer by an earlier bundle again",
     "Kembalikan sebuah server ke berkas aturan sebelumnya"},
    {"ID for the one before, ID@FINGERPRINT for a certain one",
     "NAMA untuk yang sebelumnya, NAMA@SIDIK untuk yang tertentu"},
    {"Which rulesets answer, who signed them, and what was refused",
     "Aturan mana yang menjawab, siapa yang menandatangani, dan apa yang ditolak"},
    {"Lay out the rule files of a data folder, and sort what is sorted",
     "Rapikan tata letak berkas aturan, dan urutkan yang harus urut"},
    {"What changes from one ruleset to another",
     "Apa yang berubah dari satu aturan ke aturan lain"},
    {"Take official KBLI pages (JSON) into a ruleset, and tell what changed",
     "Ambil halaman resmi KBLI (JSON) ke dalam sebuah aturan, dan sebut apa yang berubah"},
    {"Make a ruleset of a plain table: kbli, edition, scope, scale, risk, office",
     "Buat aturan dari tabel biasa: kbli, edition, scope, scale, risk, office"},
    {"folder of the ruleset that is imported to", "folder aturan yang menerima impor"},
    {"folder to write: a new one, or that of --base itself",
     "folder yang ditulis: folder baru, atau folder --base itu sendiri"},
    {"write nothing; only tell what would change",
     "jangan tulis apa pun; sebut saja apa yang akan berubah"},
    {"file of pages, or folder of *.json", "berkas halaman, atau folder berisi *.json"},
    {"the pages are all there are: codes without one are gone",
     "halaman-halaman ini sudah semuanya: kode tanpa halaman dihapus"},
    {"day on which pages were read that do not say it",
     "hari halaman dibaca, bagi yang tidak menyebutnya"},
    {"table as CSV", "tabel berupa CSV"},
    {"id of the new ruleset", "id aturan yang baru"},
    {"first day it was in force", "hari pertama berlakunya"},
    {"last day it was in force", "hari terakhir berlakunya"},
    {"regulation that the table is of", "peraturan asal tabel"},
    {"where in the regulation", "letaknya dalam peraturan itu"},
    {"title of the ruleset [the regulation]", "judul aturan [nama peraturannya]"},
    {"its English title", "judulnya dalam bahasa Inggris"},
    {"day that the table is of", "hari tabel itu dibuat"},
    {"UNVERIFIED or SECONDARY", "UNVERIFIED atau SECONDARY"},
    {"folder with what a region adds to answers within its borders; may be given again",
     "folder tambahan setempat bagi jawaban di wilayahnya; boleh disebut lagi"},
    {"Figures of the rulesets held", "Angka-angka tentang kumpulan aturan yang ada"},
    {"The service-standard sheet of a permit, or the fact-check sheet of a KBLI code",
     "Lembar standar pelayanan sebuah perizinan, atau lembar periksa fakta sebuah kode KBLI"},
    {"Values may be Indonesian words: --scale mikro --location darat. This help in Indonesian:",
     "Nilai boleh kata Indonesia: --scale mikro --location darat. Penjelasan ini dalam bahasa "
     "Inggris:"},
    {"izin classify --help --lang id", "izin classify --help --lang en"},
    // Flags.
    {"Rebuild a damaged database of a server, which may not run meanwhile",
     "Bangun kembali basis data server yang rusak; server tidak boleh berjalan sementara itu"},
    {"folder of a server's database, as given to izind --data-dir",
     "folder basis data server, seperti pada izind --data-dir"},
    {"folder of rules to use instead of the embedded rulesets",
     "folder aturan sebagai ganti aturan yang tertanam"},
    {"Print this help message and exit", "tampilkan penjelasan ini"},
    {"Display program version information and exit", "tampilkan versi"},
    {"text or json", "text atau json"},
    {"text or html", "text atau html"},
    {"text, json or csv", "text, json, atau csv"},
    {"id or en", "bahasa: id atau en"},
    {"id (default) or en", "bahasa: id (bila tidak disebut) atau en"},
    {"language of the answer: id or en [as LANG says, else id]",
     "bahasa jawaban: id atau en [menurut LANG; bila tidak, id]"},
    {"ask a server, ADDR:PORT or unix:PATH",
     "server yang ditanya, ALAMAT:PORT atau unix:JALUR; bila kosong, dijawab sendiri"},
    {"PEM file: the server speaks TLS, by a certificate of this authority; \"system\" for those "
     "that this machine believes",
     "berkas PEM: server memakai TLS dengan sertifikat dari otoritas ini; \"system\" untuk "
     "otoritas "
     "yang dipercaya komputer ini"},
    {"PEM file with your own certificate", "berkas PEM sertifikat Anda sendiri"},
    {"PEM file with its key", "berkas PEM kuncinya"},
    {"file with the token that says who you are; sent over TLS, or on this machine",
     "berkas token yang menyatakan siapa Anda; dikirim lewat TLS, atau di komputer ini saja"},
    {"seconds that a call to it may take", "detik menunggu setiap panggilan server"},
    {"trace that the call belongs to, as W3C writes it [TRACEPARENT]",
     "jejak tempat panggilan ini bernaung, menurut tulisan W3C [TRACEPARENT]"},
    {"data folder to use instead of the embedded rulesets",
     "folder data sebagai ganti aturan yang tertanam"},
    {"due dates skip days of joint leave, or count them [skip]",
     "tanggal jatuh tempo melewati cuti bersama, atau menghitungnya [lewati]"},
    {"show everything: nothing folded to a count, details and every citation",
     "tampilkan semuanya: tanpa ringkasan, dengan rincian dan semua dasar hukum"},
    {"file of requests, one proto3 JSON a line; - for standard input",
     "berkas permohonan, satu JSON proto3 sebaris; - untuk masukan standar"},
    {"KBLI code, 5 digits", "kode KBLI, 5 angka"},
    {"everyday words for what is sold, made or done, or the beginning of a code",
     "kata sehari-hari untuk yang dijual, dibuat, atau dikerjakan, atau awal sebuah kode"},
    {"edition to search: 2020 or 2025 [that of the rules in force]",
     "edisi yang dicari: 2020 atau 2025 [edisi aturan yang berlaku]"},
    {"most matches at once [5; with --format json 10]",
     "hasil terbanyak sekaligus [5; dengan --format json 10]"},
    {"nextPageToken of the page before", "nextPageToken halaman sebelumnya"},
    {"edition of CODE [2020]", "edisi KODE itu [2020]"},
    {"the other edition", "edisi yang lain"},
    {"hazard x likelihood, each 1 to 4, as 2x3",
     "bahaya x kemungkinan, masing-masing 1 sampai 4, seperti 2x3"},
    {"scale, permit, region, note, ...; without it the kinds are listed",
     "scale, permit, region, note, ...; bila kosong, daftar jenisnya"},
    {"day of filing, YYYY-MM-DD; counting starts after it",
     "hari pengajuan, TTTT-BB-HH; hitungan mulai sesudahnya"},
    {"code of the permit whose term runs", "kode perizinan yang jangka waktunya berjalan"},
    {"working days, instead of a permit's term",
     "hari kerja, sebagai ganti waktu sebuah perizinan"},
    {"ruleset whose terms hold", "aturan yang jangka waktunya berlaku"},
    {"read the database of a server", "baca basis data sebuah server"},
    {"as the trailer izin-decision-id gave it", "seperti disebut trailer izin-decision-id"},
    {"first moment, 2026-11-24T09:00:00Z", "saat pertama, 2026-11-24T09:00:00Z"},
    {"moment after the last", "saat sesudah yang terakhir"},
    {"only of this code", "hanya kode ini"},
    {"only this one", "hanya yang ini"},
    {"ruleset to answer under", "aturan yang dipakai menjawab"},
    {"Classification.name", "Classification.name"},
    {"data folder of the server, which may be running", "folder data server, yang boleh berjalan"},
    {"data folder; no server may have it open", "folder data; tidak boleh dibuka server mana pun"},
    {"data folder: kbli/, reference/, rulesets/", "folder data: kbli/, reference/, rulesets/"},
    {"data folder", "folder data"},
    {"list the rows that no case reaches", "sebut baris yang tidak dicapai kasus mana pun"},
    {"write nothing; print of each failing case what it would have to expect, for review",
     "jangan tulis apa pun; cetak apa yang seharusnya diharapkan kasus yang gagal, untuk ditinjau"},
    {"cells of the risk matrix", "banyaknya sel matriks risiko"},
    {"which cells", "benih pemilihan sel"},
    {"per cent that must be noticed", "persen yang harus disadari"},
    {"change nothing; exit 1 if a file is not laid out",
     "jangan ubah apa pun; keluar dengan 1 bila ada berkas yang belum rapi"},
    {"permit code or KBLI code", "kode perizinan atau kode KBLI"},
    {"whose office prints it: code or name of a region (1271, \"Kota Medan\")",
     "kantor yang mencetaknya: kode atau nama daerah (1271, \"Kota Medan\")"},
    {"ruleset", "kumpulan aturan"},
    {"the earlier ruleset", "aturan yang lama"},
    {"the later ruleset; with folders the same as FROM",
     "aturan yang baru; dengan folder sama dengan FROM"},
    {"data folder, or a ruleset's own, that the earlier one is read from",
     "folder data, atau folder sebuah aturan, tempat aturan yang lama dibaca"},
    {"data folder, or a ruleset's own, that the later one is read from",
     "folder data, atau folder sebuah aturan, tempat aturan yang baru dibaca"},
    {"only this category, prefix, code or scope",
     "hanya kategori, awalan, kode, atau ruang lingkup ini"},
    {"only what concerns this permit: PKKPR", "hanya yang menyangkut perizinan ini: PKKPR"},
    {"only what moves from or to this office, by name or id",
     "hanya yang berpindah dari atau ke kantor ini, menurut nama atau idnya"},
    {"only removed, merged, simplified, delegated, renamed, added or tightened",
     "hanya dihapus, digabung, disederhanakan, dilimpahkan, nomenklatur, ditambah, atau "
     "diperketat"},
    {"every line, whole texts, and code by code", "semua baris, teks utuh, dan kode demi kode"},
    {"lines of each section of the text; 0 = all", "banyaknya baris tiap bagian; 0 = semua"},
};

// Headings and the kinds of values, as CLI11 names them.
constexpr Sentence kLabels[] = {
    {"Usage", "Pemakaian"},     {"OPTIONS", "PILIHAN"},      {"Options", "Pilihan"},
    {"SUBCOMMAND", "PERINTAH"}, {"SUBCOMMANDS", "PERINTAH"}, {"Subcommands", "Perintah"},
    {"TEXT", "TEKS"},           {"FLOAT", "BILANGAN"},       {"INT", "BILANGAN"},
    {"UINT", "BILANGAN"},       {"REQUIRED", "WAJIB"},       {"Excludes", "Tidak bersama"},
    {"Needs", "Perlu"},         {"Positionals", "Argumen"},
};

std::shared_ptr<CLI::Formatter> Formatter() {
  auto formatter = std::make_shared<CLI::Formatter>();
  for (const Sentence& label : kLabels) formatter->label(label.english, label.indonesian);
  return formatter;
}

// Line by line: an example stays, its heading does not.
std::string Footer(const std::string& english) {
  std::vector<std::string> lines = absl::StrSplit(english, '\n');
  for (std::string& line : lines) {
    const std::optional<std::string> whole = IndonesianHelp(line);
    absl::string_view rest = line;
    if (whole.has_value()) {
      line = *whole;
    } else if (absl::ConsumePrefix(&rest, "Example: ")) {
      line = absl::StrCat("Contoh: ", rest);
    }
  }
  return absl::StrJoin(lines, "\n");
}

}  // namespace

std::optional<std::string> IndonesianHelp(absl::string_view english) {
  for (const Sentence& sentence : kSentences) {
    if (english == sentence.english) return sentence.indonesian;
  }
  return std::nullopt;
}

void SpeakIndonesian(CLI::App& app) {
  if (ClassifyFlags::AreOf(app)) ClassifyFlags::DescribeIn(app, /*is_english=*/false);
  const auto put = [](auto& part) {
    if (const auto words = IndonesianHelp(part.get_description()); words.has_value())
      part.description(*words);
  };
  put(app);
  app.footer(Footer(app.get_footer()));
  app.formatter(Formatter());
  for (CLI::Option* option : app.get_options()) {
    put(*option);
    if (option->get_group() == "Options") option->group("Pilihan");
  }
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    SpeakIndonesian(*command);
    if (command->get_group() == "Subcommands") command->group("Perintah");
  }
}

std::string IndonesianFault(const CLI::ParseError& error) {
  return absl::StrReplaceAll(error.what(),
                             {{"The following arguments were not expected", "Tidak dikenal"},
                              {"The following argument was not expected", "Tidak dikenal"},
                              {"A subcommand is required", "Sebutkan perintahnya"},
                              {" is required", " wajib diisi"},
                              {" requires at least ", " perlu sedikitnya "},
                              {" not in ", " bukan salah satu dari "},
                              {" excludes ", " tidak dapat bersama "},
                              {" requires ", " perlu "},
                              {"Could not convert", "Tidak dapat dibaca"}});
}

}  // namespace izin::cli
