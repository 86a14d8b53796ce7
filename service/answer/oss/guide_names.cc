#include "service/answer/oss/guide_names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"

namespace izin {
namespace {

constexpr absl::string_view kRootNames[] = {"dataNIB"};
constexpr absl::string_view kNibNames[] = {"agama_user_proses",
                                           "alamat_perseroan",
                                           "alamat_user_proses",
                                           "daerah_id_user_proses",
                                           "dalam_bentuk_lain",
                                           "dalam_bentuk_uang",
                                           "data_checklist",
                                           "data_dni",
                                           "data_proyek",
                                           "data_rptka",
                                           "email_perusahaan",
                                           "email_user_proses",
                                           "flag_ekspor",
                                           "flag_impor",
                                           "flag_perubahan_data_teknis",
                                           "flag_perusahaan",
                                           "flag_umk",
                                           "gabung_negara",
                                           "hp_user_proses",
                                           "id_izin",
                                           "jangka_waktu",
                                           "jenis_api",
                                           "jenis_id_user_proses",
                                           "jenis_kawasan",
                                           "jenis_pelaku_usaha",
                                           "jenis_perseroan",
                                           "jenis_perubahan_terakhir",
                                           "jns_kelamin_user_proses",
                                           "kd_daerah",
                                           "kd_izin",
                                           "kd_kawasan",
                                           "kelurahan_perseroan",
                                           "kewenangan",
                                           "kode_pos_perseroan",
                                           "legalitas",
                                           "nama_perseroan",
                                           "nama_singkatan",
                                           "nama_user_proses",
                                           "negara_pma_dominan",
                                           "nib",
                                           "nilai_pma_dominan",
                                           "nilai_pmdn",
                                           "no_akta_lama",
                                           "no_id_user_proses",
                                           "no_npp",
                                           "no_pengesahan",
                                           "no_pengesahan_lama",
                                           "no_va",
                                           "no_wlkp",
                                           "nomor_telpon_perseroan",
                                           "npwp_perseroan",
                                           "oss_id",
                                           "pekerjaan_user_proses",
                                           "pemegang_saham",
                                           "penanggung_jwb",
                                           "persen_pma",
                                           "persen_pmdn",
                                           "perseroan_daerah_id",
                                           "rt_rw_perseroan",
                                           "rt_rw_user_proses",
                                           "skala_usaha",
                                           "status_badan_hukum",
                                           "status_nib",
                                           "status_penanaman_modal",
                                           "status_perkawinan_user_proses",
                                           "status_perseroan",
                                           "tempat_lahir_user_proses",
                                           "tgl_akta_lama",
                                           "tgl_lahir_user_proses",
                                           "tgl_pengajuan_nib",
                                           "tgl_pengesahan",
                                           "tgl_pengesahan_lama",
                                           "tgl_perubahan_nib",
                                           "tgl_terbit_nib",
                                           "tipe_dokumen",
                                           "total_modal_dasar",
                                           "total_modal_ditempatkan",
                                           "total_pma",
                                           "versi_pia"};
constexpr absl::string_view kProjectNames[] = {"bangunan_gedung",
                                               "data_lokasi_proyek",
                                               "data_proyek_produk",
                                               "deskripsi_kegiatan",
                                               "flag_cabang",
                                               "flag_merger",
                                               "flag_perluasan",
                                               "id_proyek",
                                               "investasi_lain",
                                               "jawab_lokasi_b",
                                               "jawab_lokasi_c",
                                               "jawab_lokasi_d",
                                               "jawab_lokasi_e",
                                               "jawab_lokasi_f",
                                               "jawab_lokasi_g",
                                               "jenis_identitas_pj",
                                               "jenis_lokasi",
                                               "jenis_proyek",
                                               "jumlah_investasi",
                                               "jumlah_tka_l",
                                               "jumlah_tka_p",
                                               "jumlah_tki_l",
                                               "jumlah_tki_p",
                                               "kbli",
                                               "kd_kawasan",
                                               "luas_tanah",
                                               "memiliki_menguasai",
                                               "mesin_peralatan",
                                               "mesin_peralatan_usd",
                                               "modal_kerja",
                                               "nama_cabang",
                                               "nama_kegiatan",
                                               "nama_perseroan_merger",
                                               "nama_pj",
                                               "nilai_kurs",
                                               "no_identitas_pj",
                                               "nomor_proyek",
                                               "npwp_cabang",
                                               "npwp_perseroan_merger",
                                               "pembelian_pematang_tanah",
                                               "satu_lini",
                                               "satuan_luas_tanah",
                                               "sektor",
                                               "skala_resiko",
                                               "skala_usaha",
                                               "status_proyek",
                                               "status_tanah",
                                               "sub_jumlah",
                                               "tanggal_kurs",
                                               "uraian_usaha"};
constexpr absl::string_view kLocationNames[] = {
    "alamat_usaha",     "data_lokasi_proyek", "data_posisi_proyek", "id_kegiatan",
    "id_proyek_lokasi", "jenis_kawasan",      "jenis_lokasi",       "kd_kawasan",
    "proyek_daerah_id", "response_kegiatan",  "status_lokasi"};
constexpr absl::string_view kPositionNames[] = {"id_proyek_lokasi", "id_proyek_posisi",
                                                "posisi_lokasi"};
constexpr absl::string_view kChecklistNames[] = {"bidang_spesifik",
                                                 "data_persyaratan",
                                                 "data_produk_halal",
                                                 "file_izin",
                                                 "flag_checklist",
                                                 "flag_perpanjangan",
                                                 "flag_transaksional",
                                                 "id_bidang_spesifik",
                                                 "id_izin",
                                                 "id_kewenangan",
                                                 "id_produk",
                                                 "id_proyek",
                                                 "instansi",
                                                 "jenis_izin",
                                                 "kbli_konversi",
                                                 "kd_daerah",
                                                 "kd_dokumen",
                                                 "kd_izin",
                                                 "kewenangan",
                                                 "nama_izin",
                                                 "nm_dokumen",
                                                 "no_izin",
                                                 "parameter_kewenangan",
                                                 "tgl_izin"};

// Names that the same thing has elsewhere: at another level, in another method of the guide.
struct Alias {
  GuideLevel level;
  absl::string_view name;
  absl::string_view meant;
};
constexpr Alias kAliases[] = {
    {GuideLevel::kRoot, "data", "dataNIB"},
    {GuideLevel::kNib, "proyek", "data_proyek"},
    {GuideLevel::kNib, "data_project", "data_proyek"},
    {GuideLevel::kNib, "checklist", "data_checklist"},
    {GuideLevel::kProject, "kd_kbli", "kbli"},
    {GuideLevel::kProject, "kode_kbli", "kbli"},
    {GuideLevel::kProject, "kd_resiko", "skala_resiko"},
    {GuideLevel::kProject, "data_lokasi", "data_lokasi_proyek"},
    {GuideLevel::kLocation, "kd_daerah", "proyek_daerah_id"},
    {GuideLevel::kLocation, "data_posisi", "data_posisi_proyek"},
    {GuideLevel::kPosition, "posisi", "posisi_lokasi"},
    {GuideLevel::kChecklist, "proyek_daerah_id", "kd_daerah"},
    {GuideLevel::kChecklist, "jenis_perizinan", "jenis_izin"},
    {GuideLevel::kChecklist, "nm_izin", "nama_izin"},
    {GuideLevel::kChecklist, "id_kewenangan_izin", "kewenangan"},
};

// Longer names are no name of a member.
constexpr std::size_t kLongest = 60;
// Names that differ in so many places are still one: in short ones fewer.
constexpr std::size_t kShort = 6;

std::string Folded(absl::string_view name) {
  std::string folded;
  for (const char c : name) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)))
      folded += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return folded;
}

// Letters to change, add or drop on the way from one to the other.
std::size_t Distance(absl::string_view from, absl::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
    }
  }
  return row[to.size()];
}

}  // namespace

absl::Span<const absl::string_view> GuideNames(GuideLevel level) {
  switch (level) {
    case GuideLevel::kRoot:
      return kRootNames;
    case GuideLevel::kNib:
      return kNibNames;
    case GuideLevel::kProject:
      return kProjectNames;
    case GuideLevel::kLocation:
      return kLocationNames;
    case GuideLevel::kPosition:
      return kPositionNames;
    case GuideLevel::kChecklist:
      return kChecklistNames;
  }
  return {};
}

bool IsGuideName(GuideLevel level, absl::string_view name) {
  const absl::Span<const absl::string_view> names = GuideNames(level);
  return std::binary_search(names.begin(), names.end(), name);
}

absl::string_view MeantName(GuideLevel level, absl::string_view name) {
  if (name.size() > kLongest) return "";
  const std::string folded = Folded(name);
  for (const Alias& alias : kAliases) {
    if (alias.level == level && Folded(alias.name) == folded) return alias.meant;
  }
  absl::string_view nearest;
  std::size_t least = folded.size() < kShort ? 1 : 2;
  for (absl::string_view known : GuideNames(level)) {
    const std::size_t distance = Distance(folded, Folded(known));
    if (distance > least || (distance == least && !nearest.empty())) continue;
    least = distance;
    nearest = known;
  }
  return nearest;
}

}  // namespace izin
