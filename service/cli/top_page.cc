#include "service/cli/top_page.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace izin::cli {
namespace {

// Of the words of a page: Indonesian, English.
struct Words {
  const char* id;
  const char* en;
  const char* In(bool is_english) const { return is_english ? en : id; }
};

constexpr Words kReady = {"siap", "ready"};
constexpr Words kNotReady = {"TIDAK SIAP", "NOT READY"};
constexpr Words kCalls = {"panggilan/s", "calls/s"};
constexpr Words kRefused = {"ditolak/s", "refused/s"};
constexpr Words kFailed = {"gagal/s", "failed/s"};
constexpr Words kUnderWay = {"sedang berjalan", "under way"};
constexpr Words kConnections = {"sambungan", "connections"};
constexpr Words kFromMemory = {"Jawaban dari memori", "Answers from memory"};
constexpr Words kLogged = {"keputusan tercatat/s", "decisions logged/s"};
constexpr Words kNotLogged = {"tidak tercatat sejak mulai", "not logged since the start"};
constexpr Words kShed = {"Ditolak sebelum dibaca", "Refused unread"};
constexpr Words kForRate = {"karena laju/s", "for rate/s"};
constexpr Words kForCalls = {"karena jumlah/s", "for calls/s"};
constexpr Words kForLoad = {"karena beban/s", "for load/s"};
constexpr Words kQueue = {"panggilan mengantre", "calls queue"};
constexpr Words kMemory = {"Memori", "Memory"};
constexpr Words kProcessor = {"prosesor", "processor"};
constexpr Words kRulesets = {"Aturan", "Rulesets"};
constexpr Words kData = {"data", "data of"};
constexpr Words kMethod = {"metode", "method"};
constexpr Words kNoCalls = {"Tidak ada panggilan.", "No calls."};
constexpr Words kCertificate = {"Sertifikat berlaku sampai", "Certificate valid until"};

// By name and labels.
using Series = std::map<std::pair<std::string, std::map<std::string, std::string>>, double>;

Series SeriesOf(const Look& look) {
  Series series;
  for (const Sample& sample : look.samples) series[{sample.name, sample.labels}] = sample.value;
  return series;
}

double Sum(const Look& look, absl::string_view name) {
  double sum = 0;
  for (const Sample& sample : look.samples) sum += sample.name == name ? sample.value : 0;
  return sum;
}

double Grown(double before, double now) { return now >= before ? now - before : now; }

double Rate(const Look& before, const Look& now, absl::string_view name) {
  const double seconds = std::max(absl::ToDoubleSeconds(now.at - before.at), 1e-3);
  return Grown(Sum(before, name), Sum(now, name)) / seconds;
}

bool IsFailure(absl::string_view code) {
  return code == "UNKNOWN" || code == "INTERNAL" || code == "UNAVAILABLE" || code == "DATA_LOSS";
}

std::string Decimal(double value, int digits, bool is_english) {
  std::string text = absl::StrFormat("%.*f", digits, value);
  if (!is_english) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

// "1.234", "7" or "0,3"; the marks are those of the language.
std::string Number(double value, bool is_english) {
  constexpr double kNear = 0.05;
  if (value < 10 - kNear && std::abs(value - std::round(value)) > kNear)
    return Decimal(value, 1, is_english);
  std::string text = absl::StrFormat("%.0f", value);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, is_english ? "," : ".");
  return text;
}

std::string Duration(double seconds, bool is_english) {
  if (seconds <= 0) return "-";
  return seconds < 1 ? Decimal(seconds * 1e3, 2, is_english) + " ms"
                     : Decimal(seconds, 2, is_english) + " s";
}

std::string Day(double unix_seconds) {
  return absl::FormatTime("%Y-%m-%d",
                          absl::FromUnixSeconds(static_cast<std::int64_t>(unix_seconds)),
                          absl::FixedTimeZone(7 * 60 * 60));
}

std::string RulesetsLine(const Look& now, bool is_english) {
  std::map<std::string, std::string> data;
  std::vector<std::string> all;
  for (const Sample& sample : now.samples) {
    if (sample.name == "izin_ruleset_data_timestamp_seconds")
      data[std::string(sample.Label("ruleset"))] = Day(sample.value);
  }
  for (const Sample& sample : now.samples) {
    if (sample.name != "izin_ruleset_effective_timestamp_seconds") continue;
    const std::string id(sample.Label("ruleset"));
    std::string text = absl::StrCat(id, "@", sample.Label("fingerprint").substr(0, 12));
    if (data.count(id) > 0) absl::StrAppend(&text, " (", kData.In(is_english), " ", data[id], ")");
    all.push_back(std::move(text));
  }
  return absl::StrCat(kRulesets.In(is_english), " ", absl::StrJoin(all, ", "), "\n");
}

// What admission refuses; empty while it refuses nothing.
std::string ShedLine(const Look& before, const Look& now, bool is_english) {
  double limit = std::numeric_limits<double>::infinity();
  std::map<std::string, double> refused;
  for (const auto& [look, sign] : {std::pair{&before, -1.0}, std::pair{&now, 1.0}}) {
    for (const Sample& sample : look->samples) {
      if (sample.name == "izin_admission_wait_limit_seconds") limit = sample.value;
      if (sample.name == "izin_admission_refused_total")
        refused[std::string(sample.Label("reason"))] += sign * sample.value;
    }
  }
  const double seconds = std::max(absl::ToDoubleSeconds(now.at - before.at), 1e-3);
  const auto rate = [&](const char* reason, const Words& words) {
    return absl::StrCat(Number(std::max(refused[reason], 0.0) / seconds, is_english), " ",
                        words.In(is_english));
  };
  const bool has_queue = std::isfinite(limit);
  if (!has_queue && refused["rate"] <= 0 && refused["calls"] <= 0 && refused["load"] <= 0)
    return "";
  return absl::StrCat(kShed.In(is_english), " ", rate("rate", kForRate), ", ",
                      rate("calls", kForCalls), ", ", rate("load", kForLoad),
                      has_queue ? absl::StrCat("; ", kQueue.In(is_english)) : std::string(), "\n");
}

std::string Head(absl::string_view server, const Look& before, const Look& now, bool is_english) {
  const auto number = [&](double value) { return Number(value, is_english); };
  std::string version;
  double expires = 0;
  for (const Sample& sample : now.samples) {
    if (sample.name == "izin_build_info") version = std::string(sample.Label("version"));
    if (sample.name == "izin_tls_certificate_expiry_timestamp_seconds") expires = sample.value;
  }
  const double hits = Rate(before, now, "izin_memory_hits_total");
  const double asked = hits + Rate(before, now, "izin_memory_misses_total");
  const Words& state = Sum(now, "izin_ready") > 0 ? kReady : kNotReady;
  std::string page =
      absl::StrCat("izind ", version, ", ", server, ": ", state.In(is_english), "\n");
  absl::StrAppend(&page, number(Rate(before, now, "izin_calls_total")), " ", kCalls.In(is_english),
                  ", ", number(Sum(now, "izin_calls_under_way")), " ", kUnderWay.In(is_english),
                  ", ", number(Sum(now, "izin_connections")), " ", kConnections.In(is_english),
                  "\n");
  absl::StrAppend(&page, kFromMemory.In(is_english), " ",
                  asked > 0 ? absl::StrFormat("%.0f %%", 100 * hits / asked) : std::string("-"),
                  ", ", number(Rate(before, now, "izin_log_records_total")), " ",
                  kLogged.In(is_english), ", ", number(Sum(now, "izin_log_records_dropped_total")),
                  " ", kNotLogged.In(is_english), "\n");
  absl::StrAppend(&page, kMemory.In(is_english), " ",
                  number(Sum(now, "process_resident_memory_bytes") / (1 << 20)), " MiB, ",
                  kProcessor.In(is_english), " ",
                  absl::StrFormat("%.0f %%", 100 * Rate(before, now, "process_cpu_seconds_total")),
                  "\n", ShedLine(before, now, is_english), RulesetsLine(now, is_english));
  if (expires > 0) absl::StrAppend(&page, kCertificate.In(is_english), " ", Day(expires), "\n");
  return page;
}

}  // namespace

double MethodFigures::Quantile(double share) const {
  if (seconds_upto.empty() || seconds_upto.rbegin()->second <= 0) return 0;
  const double wanted = share * seconds_upto.rbegin()->second;
  double bound_below = 0;
  double calls_below = 0;
  for (const auto& [bound, count] : seconds_upto) {
    if (count >= wanted) {
      if (std::isinf(bound) || count <= calls_below) return bound_below;
      return bound_below + (bound - bound_below) * (wanted - calls_below) / (count - calls_below);
    }
    bound_below = bound;
    calls_below = count;
  }
  return bound_below;
}

std::map<std::string, MethodFigures> FiguresBetween(const Look& before, const Look& now) {
  const Series old = SeriesOf(before);
  const double seconds = std::max(absl::ToDoubleSeconds(now.at - before.at), 1e-3);
  std::map<std::string, MethodFigures> all;
  for (const Sample& sample : now.samples) {
    const auto found = old.find({sample.name, sample.labels});
    const double grown = Grown(found == old.end() ? 0 : found->second, sample.value);
    MethodFigures& method = all[std::string(sample.Label("method"))];
    if (sample.name == "izin_calls_total") {
      const absl::string_view code = sample.Label("code");
      method.calls += grown / seconds;
      if (IsFailure(code)) method.failed += grown / seconds;
      if (!IsFailure(code) && code != "OK") method.refused += grown / seconds;
    } else if (sample.name == "izin_call_seconds_bucket") {
      const std::string bound(sample.Label("le"));
      method.seconds_upto[bound == "+Inf" ? std::numeric_limits<double>::infinity()
                                          : std::strtod(bound.c_str(), nullptr)] += grown;
    }
  }
  for (auto it = all.begin(); it != all.end();)
    it = it->second.calls > 0 ? std::next(it) : all.erase(it);
  return all;
}

std::string TopPage(absl::string_view server, const Look& before, const Look& now,
                    bool is_english) {
  std::string page = Head(server, before, now, is_english) + "\n";
  const std::map<std::string, MethodFigures> methods = FiguresBetween(before, now);
  if (methods.empty()) return page + kNoCalls.In(is_english) + "\n";
  const auto line = [&page](absl::string_view name, absl::string_view calls,
                            absl::string_view refused, absl::string_view failed,
                            absl::string_view half, absl::string_view most) {
    absl::StrAppendFormat(&page, "%-26s%12s%12s%12s%10s%10s\n", name, calls, refused, failed, half,
                          most);
  };
  line(kMethod.In(is_english), kCalls.In(is_english), kRefused.In(is_english),
       kFailed.In(is_english), "p50", "p99");
  for (const auto& [name, method] : methods) {
    line(name, Number(method.calls, is_english), Number(method.refused, is_english),
         Number(method.failed, is_english), Duration(method.Quantile(0.5), is_english),
         Duration(method.Quantile(0.99), is_english));
  }
  return page;
}

}  // namespace izin::cli
