#include "service/cli/classify_flags.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

namespace izin::cli {
namespace {

using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

struct Flag {
  const char* name;
  const char* field_path;
  // The values of an enum follow by themselves.
  const char* help_id;
  const char* help_en;
};

// In the order of the help.
constexpr Flag kFlags[] = {
    {"--kbli", "activity.kbli_code", "kode KBLI, 5 angka", "KBLI code, 5 digits"},
    {"--edition", "activity.kbli_edition", "edisi KBLI; bila kosong, edisi aturannya",
     "edition of the code; without it the ruleset's"},
    {"--scope", "activity.scope_id", "ruang lingkup, misalnya 56101-1", "scope, like 56101-1"},
    {"--scale", "activity.scale", "skala usaha", "size of the business"},
    {"--location", "activity.locations", "letak usaha, boleh beberapa dengan koma",
     "where it is; several with commas"},
    {"--capital", "activity.investment.capital_idr",
     "modal usaha di luar tanah dan bangunan, misalnya \"500 juta\"",
     "capital without land and building, like \"500 juta\" or 500000000"},
    {"--sales", "activity.investment.annual_sales_idr",
     "penjualan setahun dari usaha yang sudah berjalan, misalnya \"1,5 miliar\"",
     "yearly sales of a running business, like \"1,5 miliar\""},
    {"--foreign", "activity.investment.foreign", "penanaman modal asing (PMA)",
     "foreign capital (PMA)"},
    {"--zone", "activity.zone", "kawasan", "special area"},
    {"--extent", "activity.extent", "cakupan wilayah", "borders that the activity crosses"},
    {"--region", "activity.region_codes",
     "kabupaten/kota, nama atau kode Kemendagri, misalnya \"Kota Medan\" atau 1271",
     "regency or city, by name or Kemendagri code, like \"Kota Medan\" or 1271"},
    {"--rdtr", "activity.rdtr", "rencana detail tata ruang di lokasi",
     "detailed spatial plan of the site"},
    {"--land-condition", "activity.land_condition", "keadaan lahan", "special case of the land"},
    {"--land-area-ha", "activity.land_area_ha", "luas lahan dalam hektare", "hectares of land"},
    {"--settled-days", "activity.sea.settled_days",
     "hari kalender berturut-turut menetap di satu tempat di laut",
     "calendar days on end at one place at sea"},
    {"--moving-vessel", "activity.sea.moving_vessel", "kegiatan di laut bergerak",
     "the activity at sea moves"},
    {"--core-zone", "activity.sea.conservation_core_zone", "di zona inti kawasan konservasi laut",
     "in the core zone of a sea conservation area"},
    {"--distance-nm", "activity.sea.distance_nm", "mil laut dari pantai",
     "nautical miles from the coast"},
    {"--forest-function", "activity.forest.function", "fungsi kawasan hutan",
     "function of the forest area"},
    {"--forest-use", "activity.forest.use", "penggunaan kawasan hutan", "use of the forest area"},
    {"--construction", "activity.construction", "bangunan", "building"},
    {"--environment", "activity.environment", "hasil penapisan lingkungan",
     "result of the environmental screening"},
    {"--protected-area", "activity.adjoins_protected_area",
     "di dalam atau berbatasan dengan kawasan lindung", "in or beside a protected area"},
    {"--held", "activity.held_permits", "izin yang sudah dimiliki, misalnya NIB,SS",
     "permits already held, like NIB,SS"},
    {"--actor", "activity.actor_type", "pelaku usaha", "who runs the business"},
    {"--legal-form", "activity.legal_form", "bentuk badan usaha, misalnya PT, CV, KOPERASI",
     "legal form, like PT, CV, KOPERASI"},
    {"--authority-parameter", "activity.authority_parameters",
     "id keadaan yang membagi kewenangan pada halaman resmi",
     "ids of published cases that divide the authority"},
    {"--filed-on", "activity.filed_on", "tanggal pengajuan TTTT-BB-HH; memberi tanggal terbit",
     "YYYY-MM-DD of the filing; gives terms as dates"},
    {"--ruleset", "ruleset", "aturan tertentu, misalnya pp28-2025",
     "pin a ruleset, like pp28-2025"},
    {"--as-of", "as_of", "aturan yang berlaku pada TTTT-BB-HH", "the rules in force on YYYY-MM-DD"},
    {"--view", "view", "isi jawaban", "how much is answered"},
    {"--lang", "language_code", "bahasa: id atau en", "language: id or en"},
    {"--explain", "explain", "tampilkan setiap baris tabel aturan yang dibaca",
     "show every row of every table that was read"},
};

// The owner of a leaf within a request, and the leaf.
struct Leaf {
  Message* owner = nullptr;
  const FieldDescriptor* field = nullptr;
};

// REQUIRES: `path` names a field of the message.
Leaf LeafAt(Message& message, absl::string_view path) {
  Message* owner = &message;
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    owner = owner->GetReflection()->MutableMessage(
        owner, owner->GetDescriptor()->FindFieldByName(names[i]));
  }
  return {.owner = owner, .field = owner->GetDescriptor()->FindFieldByName(names.back())};
}

const FieldDescriptor& FieldAt(absl::string_view path) {
  v1::ClassifyActivityRequest request;
  return *LeafAt(request, path).field;
}

FlagFault Fault(const Flag& flag, const std::string& text, const std::string& id,
                const std::string& en) {
  return {.flag = flag.name,
          .id = absl::StrCat("\"", text, "\": ", id),
          .en = absl::StrCat("\"", text, "\": ", en)};
}

std::optional<FlagFault> SetEnum(const Flag& flag, const Leaf& leaf, const std::string& text) {
  const EnumDescriptor& descriptor = *leaf.field->enum_type();
  const std::optional<int> number = ParseEnumWord(descriptor, text);
  if (!number.has_value()) {
    return Fault(flag, text, absl::StrCat("pilih ", EnumWords(descriptor, /*is_english=*/false)),
                 absl::StrCat("want ", EnumWords(descriptor, /*is_english=*/true)));
  }
  const google::protobuf::Reflection& reflection = *leaf.owner->GetReflection();
  if (leaf.field->is_repeated()) {
    reflection.AddEnumValue(leaf.owner, leaf.field, *number);
  } else {
    reflection.SetEnumValue(leaf.owner, leaf.field, *number);
  }
  return std::nullopt;
}

std::optional<FlagFault> SetNumber(const Flag& flag, const Leaf& leaf, const std::string& text) {
  const google::protobuf::Reflection& reflection = *leaf.owner->GetReflection();
  if (leaf.field->cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
    const std::optional<std::int64_t> rupiah = ParseRupiah(text);
    if (!rupiah.has_value()) {
      return Fault(flag, text,
                   "bukan jumlah rupiah; tulis misalnya 500000000, 500.000.000, 500 juta, atau "
                   "1,5 miliar",
                   "want rupiah, like 500000000, 500.000.000, 500 juta or 1,5 miliar");
    }
    reflection.SetInt64(leaf.owner, leaf.field, *rupiah);
    return std::nullopt;
  }
  if (leaf.field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    std::int32_t whole = 0;
    if (!absl::SimpleAtoi(text, &whole))
      return Fault(flag, text, "tulis bilangan bulat, misalnya 30", "want a whole number, like 30");
    reflection.SetInt32(leaf.owner, leaf.field, whole);
    return std::nullopt;
  }
  const std::optional<double> real = ParseReal(text);
  if (!real.has_value())
    return Fault(flag, text, "tulis bilangan, misalnya 1500 atau 2,5",
                 "want a number, like 1500 or 2.5");
  reflection.SetDouble(leaf.owner, leaf.field, *real);
  return std::nullopt;
}

std::optional<FlagFault> SetOne(const Flag& flag, const Leaf& leaf, const std::string& text) {
  const google::protobuf::Reflection& reflection = *leaf.owner->GetReflection();
  switch (leaf.field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(flag, leaf, text);
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(leaf.owner, leaf.field, true);
      return std::nullopt;
    case FieldDescriptor::CPPTYPE_STRING:
      if (leaf.field->is_repeated()) {
        reflection.AddString(leaf.owner, leaf.field, text);
      } else {
        reflection.SetString(leaf.owner, leaf.field, text);
      }
      return std::nullopt;
    default:
      return SetNumber(flag, leaf, text);
  }
}

std::string HelpOf(const Flag& flag, bool is_english) {
  const char* text = is_english ? flag.help_en : flag.help_id;
  const FieldDescriptor& field = FieldAt(flag.field_path);
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_ENUM) return text;
  return absl::StrCat(text, ": ", EnumWords(*field.enum_type(), is_english));
}

}  // namespace

ClassifyFlags::ClassifyFlags(CLI::App& command) {
  for (std::size_t i = 0; i < std::size(kFlags); ++i) {
    const Flag& flag = kFlags[i];
    const std::string help = HelpOf(flag, /*is_english=*/true);
    if (FieldAt(flag.field_path).cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
      command.add_flag_function(
          flag.name,
          [this, i](std::int64_t count) {
            if (count > 0) Take(i, "");
          },
          help);
    } else {
      command.add_option_function<std::string>(
          flag.name, [this, i](const std::string& text) { Take(i, text); }, help);
    }
  }
}

void ClassifyFlags::Take(std::size_t flag, const std::string& text) {
  const Leaf leaf = LeafAt(request_, kFlags[flag].field_path);
  const auto take_one = [&](absl::string_view item) {
    std::optional<FlagFault> fault = SetOne(kFlags[flag], leaf, std::string(item));
    if (fault.has_value()) faults_.push_back(*std::move(fault));
  };
  if (!leaf.field->is_repeated()) {
    take_one(text);
    return;
  }
  for (const absl::string_view item : absl::StrSplit(text, ',', absl::SkipWhitespace()))
    take_one(absl::StripAsciiWhitespace(item));
}

bool ClassifyFlags::AreOf(const CLI::App& command) {
  return std::all_of(std::begin(kFlags), std::end(kFlags), [&command](const Flag& flag) {
    return command.get_option_no_throw(flag.name) != nullptr;
  });
}

void ClassifyFlags::DescribeIn(CLI::App& command, bool is_english) {
  for (const Flag& flag : kFlags)
    command.get_option(flag.name)->description(HelpOf(flag, is_english));
}

const EnumDescriptor* EnumOfFlag(absl::string_view flag) {
  for (const Flag& known : kFlags) {
    if (known.name == flag) return FieldAt(known.field_path).enum_type();
  }
  return nullptr;
}

std::string FlagOf(absl::string_view field_path) {
  const absl::string_view plain = field_path.substr(0, field_path.find('['));
  for (const Flag& flag : kFlags) {
    if (plain == flag.field_path) return flag.name;
  }
  return std::string(field_path);
}

void AddJointLeaveOption(CLI::App& command, JointLeave& joint_leave) {
  command
      .add_option_function<std::string>(
          "--cuti-bersama",
          [&joint_leave](const std::string& text) {
            const bool is_counted = text == "count" || text == "hitung";
            joint_leave = is_counted ? JointLeave::kCounted : JointLeave::kSkipped;
          },
          "due dates skip days of joint leave, or count them [skip]")
      ->check(CLI::IsMember({"skip", "count", "lewati", "hitung"}));
}

}  // namespace izin::cli
