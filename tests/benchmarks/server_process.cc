#include "tests/benchmarks/server_process.h"

#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <netinet/in.h>
#include <random>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include <arpa/inet.h>
#include <sched.h>

namespace izin {
namespace {

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Starts a command on the first core, in a child that dies with us; its standard output is `out`.
pid_t Spawn(std::vector<std::string> words, int out) {
  const std::vector<char*> arguments = Pointers(words);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  PinTo(0);
  dup2(out, STDOUT_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

pid_t SpawnSilent(const std::vector<std::string>& words) {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  const pid_t pid = Spawn(words, nowhere);
  close(nowhere);
  return pid;
}

std::string FirstLine(int in) {
  std::string line;
  for (char c = 0; read(in, &c, 1) == 1 && c != '\n';) line.push_back(c);
  return line;
}

// 0 if there is no such process.
pid_t ParentOf(pid_t pid) {
  std::ifstream stat(absl::StrCat("/proc/", pid, "/stat"));
  const std::string text((std::istreambuf_iterator<char>(stat)), std::istreambuf_iterator<char>());
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return 0;
  const std::vector<std::string> fields = absl::StrSplit(text.substr(name_end + 2), ' ');
  return std::atoi(fields[1].c_str());
}

// The process and its descendants.
std::vector<pid_t> TreeOf(pid_t root) {
  std::multimap<pid_t, pid_t> children;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    pid_t pid = 0;
    if (absl::SimpleAtoi(entry.path().filename().string(), &pid))
      children.emplace(ParentOf(pid), pid);
  }
  std::vector<pid_t> tree = {root};
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const auto [first, last] = children.equal_range(tree[i]);
    for (auto child = first; child != last; ++child) tree.push_back(child->second);
  }
  return tree;
}

double CpuSecondsOf(pid_t pid) {
  clockid_t clock = 0;
  timespec used{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) return 0;
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

}  // namespace

void PinTo(int core) {
  if (std::thread::hardware_concurrency() < 2) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<unsigned>(core), &set);
  sched_setaffinity(0, sizeof(set), &set);
}

ServerProcess::ServerProcess(Command command) : command_(std::move(command)) {
  if (!command_.address.empty()) {
    pid_ = SpawnSilent(command_.words);
    return;
  }
  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) std::abort();
  pid_ = Spawn(command_.words, out[1]);
  close(out[1]);
  command_.address = std::string(absl::StripPrefix(FirstLine(out[0]), "izind listening on "));
  close(out[0]);
  if (command_.address.empty()) {
    std::cerr << command_.name << " does not start\n";
    std::exit(3);
  }
}

ServerProcess::~ServerProcess() {
  kill(pid_, command_.stop_signal);
  waitpid(pid_, nullptr, 0);
}

bool ServerProcess::IsAlive() const {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

double ServerProcess::CpuSeconds() const {
  double sum = 0;
  for (const pid_t pid : TreeOf(pid_)) sum += CpuSecondsOf(pid);
  return sum;
}

bool Succeeds(const std::vector<std::string>& words) {
  const pid_t pid = SpawnSilent(words);
  int status = 0;
  return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string FindProgram(const std::string& name, const std::vector<std::string>& folders) {
  const char* path = std::getenv("PATH");
  std::vector<std::string> all = absl::StrSplit(path == nullptr ? "" : path, ':');
  all.insert(all.end(), folders.begin(), folders.end());
  for (const std::string& folder : all) {
    std::string program = absl::StrCat(folder, "/", name);
    if (access(program.c_str(), X_OK) == 0) return program;
  }
  return "";
}

int FreePort() {
  std::random_device random;
  for (int tries = 0; tries < 1000; ++tries) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(20000 + random() % 12000));
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int bound = bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    close(probe);
    if (bound == 0) return ntohs(address.sin_port);
  }
  std::cerr << "no free port\n";
  std::exit(3);
}

}  // namespace izin
