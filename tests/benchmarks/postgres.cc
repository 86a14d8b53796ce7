#include "tests/benchmarks/postgres.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include <libpq-fe.h>
#include <pwd.h>

#include "tests/benchmarks/poll_load.h"
#include "tests/benchmarks/server_process.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

constexpr int kConnections = 8;
constexpr int kText = 0;
constexpr int kBinary = 1;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Finish>;
using Result = std::unique_ptr<PGresult, Finish>;

void DieUnless(bool is_sound, PGconn* connection) {
  if (is_sound) return;
  std::cerr << "PostgreSQL: " << PQerrorMessage(connection) << "\n";
  std::exit(3);
}

void Execute(PGconn* connection, const char* sql) {
  const Result result(PQexec(connection, sql));
  const ExecStatusType status = PQresultStatus(result.get());
  DieUnless(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, connection);
}

void Fill(PGconn* connection, const std::vector<std::string>& keys,
          const std::vector<std::string>& answers) {
  Execute(connection, "create table answers(key text primary key, answer bytea not null)");
  Execute(connection, "begin");
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const char* const values[] = {keys[i].c_str(), answers[i].data()};
    const int lengths[] = {0, static_cast<int>(answers[i].size())};
    const int formats[] = {kText, kBinary};
    const Result result(PQexecParams(connection,
                                     "insert into answers values($1, $2) on conflict do nothing", 2,
                                     nullptr, values, lengths, formats, kText));
    DieUnless(PQresultStatus(result.get()) == PGRES_COMMAND_OK, connection);
  }
  Execute(connection, "commit");
  Execute(connection, "vacuum (freeze, analyze) answers");
}

// A connection of PollLoad.
class Client {
 public:
  explicit Client(Connection connection) : connection_(std::move(connection)) {
    const Result result(PQprepare(connection_.get(), "look_up",
                                  "select answer from answers where key = $1", 1, nullptr));
    DieUnless(PQresultStatus(result.get()) == PGRES_COMMAND_OK, connection_.get());
    DieUnless(PQsetnonblocking(connection_.get(), 1) == 0, connection_.get());
  }

  int fd() const { return PQsocket(connection_.get()); }

  void Ask(const std::string& key) {
    const char* const values[] = {key.c_str()};
    DieUnless(PQsendQueryPrepared(connection_.get(), "look_up", 1, values, nullptr, nullptr,
                                  kBinary) == 1,
              connection_.get());
    while (PQflush(connection_.get()) == 1) {
    }
  }

  std::size_t Answer() {
    DieUnless(PQconsumeInput(connection_.get()) == 1, connection_.get());
    if (PQisBusy(connection_.get()) == 1) return 0;
    std::size_t bytes = 0;
    for (Result result(PQgetResult(connection_.get())); result != nullptr;
         result.reset(PQgetResult(connection_.get()))) {
      DieUnless(PQresultStatus(result.get()) == PGRES_TUPLES_OK && PQntuples(result.get()) == 1,
                connection_.get());
      bytes = static_cast<std::size_t>(PQgetlength(result.get(), 0, 0));
    }
    return bytes;
  }

 private:
  Connection connection_;
};

Connection Connect(const std::string& folder) {
  Connection connection(
      PQconnectdb(absl::StrCat("host='", folder, "' dbname=postgres user=izin").c_str()));
  return PQstatus(connection.get()) == CONNECTION_OK ? std::move(connection) : nullptr;
}

// Null if the server takes no connection within a while.
Connection WaitFor(const ServerProcess& server) {
  for (int tries = 0; tries < 300 && server.IsAlive(); ++tries) {
    if (Connection connection = Connect(server.address()); connection != nullptr) return connection;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return nullptr;
}

// PostgreSQL refuses to run as root: what comes before its commands, after giving it `folder`.
// Nothing if there is no user for it.
std::optional<std::vector<std::string>> Unprivileged(const fs::path& folder) {
  if (geteuid() != 0) return std::vector<std::string>();
  const passwd* user = getpwnam("postgres");
  if (user == nullptr || chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0)
    return std::nullopt;
  return std::vector<std::string>{"setpriv", "--reuid=postgres", "--regid=postgres",
                                  "--clear-groups", "--pdeathsig=INT"};
}

// Settings favour it: nothing is made durable, nothing runs beside the look-ups.
std::unique_ptr<const ServerProcess> StartServer(const fs::path& folder) {
  const std::vector<std::string> places = {"/usr/lib/postgresql/15/bin"};
  const std::string postgres = FindProgram("postgres", places);
  const std::string initdb = FindProgram("initdb", places);
  if (postgres.empty() || initdb.empty()) {
    std::cerr << "PostgreSQL: not installed\n";
    return nullptr;
  }
  fs::create_directories(folder);
  const std::optional<std::vector<std::string>> prefix = Unprivileged(folder);
  if (!prefix.has_value()) {
    std::cerr << "PostgreSQL: no user \"postgres\" to run it\n";
    return nullptr;
  }
  const std::string data = folder / "data";
  std::vector<std::string> init = *prefix;
  init.insert(init.end(), {initdb, "-D", data, "-A", "trust", "-U", "izin", "--no-sync",
                           "--encoding=UTF8", "--locale=C"});
  if (!Succeeds(init)) {
    std::cerr << "PostgreSQL: initdb fails\n";
    return nullptr;
  }
  std::vector<std::string> words = *prefix;
  words.insert(words.end(), {postgres, "-D", data, "-k", folder.string()});
  for (const char* setting :
       {"listen_addresses=", "fsync=off", "autovacuum=off", "jit=off", "shared_buffers=128MB",
        "enable_seqscan=off", "plan_cache_mode=force_generic_plan", "log_min_messages=panic",
        "log_checkpoints=off"}) {
    words.insert(words.end(), {"-c", setting});
  }
  return std::make_unique<const ServerProcess>(Command{.name = "PostgreSQL",
                                                       .words = std::move(words),
                                                       .address = folder.string(),
                                                       .stop_signal = SIGINT});
}

struct Peer {
  std::unique_ptr<const ServerProcess> server;
  std::vector<std::string> keys;
  std::vector<Client> clients;
};

}  // namespace

Run StartPostgres(const fs::path& folder, const std::vector<std::string>& keys,
                  const std::vector<std::string>& answers) {
  const auto peer = std::make_shared<Peer>();
  peer->server = StartServer(folder);
  if (peer->server == nullptr) return nullptr;
  Connection first = WaitFor(*peer->server);
  if (first == nullptr) {
    std::cerr << "PostgreSQL: does not start\n";
    return nullptr;
  }
  Fill(first.get(), keys, answers);
  peer->keys = keys;
  peer->clients.reserve(kConnections);
  for (int c = 0; c < kConnections; ++c) peer->clients.emplace_back(WaitFor(*peer->server));
  return [peer](double seconds) {
    return PollLoad<Client>(peer->clients, peer->keys, *peer->server).Run(seconds);
  };
}

}  // namespace izin
