using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 login</c>, <c>logout</c>, <c>whoami</c>.</summary>
internal static class BackendCommands
{
    public static IEnumerable<Command> Build(Verb verb)
    {
        var login = Verb.Named("login", "Choose the folder that keeps the states of projects which name none; only folders (file://) are backends here",
            ("e3 login file://~", "state under ~/.pulumi"), ("e3 login --local", "the same"));
        var url = Url();
        var local = new Option<bool>("--local", "-l") { Description = "The same as file://~" };
        login.Arguments.Add(url);
        login.Options.Add(local);
        RefusedFlags.AddTo(login, ["--cloud-url", "--default-org", "--insecure", "--interactive", "--oidc-token"], "Pulumi Cloud needs the official pulumi command");
        verb.Runs(login, (host, parsed, cancel) => new BackendLogin(host).LogInAsync(parsed.GetValue(url), parsed.GetValue(local), cancel));
        yield return login;

        var logout = Verb.Named("logout", "Forget the folder chosen with login", ("e3 logout", "the current one"), ("e3 logout --all", "every one"));
        var (outUrl, outLocal) = (Url(), new Option<bool>("--local", "-l") { Description = "The same as file://~" });
        var all = new Option<bool>("--all") { Description = "Forget every backend, the official command's too" };
        logout.Arguments.Add(outUrl);
        logout.Options.Add(outLocal);
        logout.Options.Add(all);
        verb.Runs(logout, (host, parsed, cancel) => new BackendLogin(host).LogOutAsync(parsed.GetValue(outUrl), parsed.GetValue(outLocal), parsed.GetValue(all), cancel));
        yield return logout;

        var whoami = Verb.Named("whoami", "Print who works here, with --verbose on which backend", ("e3 whoami --verbose", "and where state is kept"));
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        whoami.Options.Add(json);
        verb.Runs(whoami, (host, parsed, _) => Task.FromResult(new WhoAmIVerb(host).Run(parsed.GetValue(json), verb.Global.Verbose(parsed, host))));
        yield return whoami;
    }

    private static Argument<string?> Url() => new("url") { Description = "file://path", Arity = ArgumentArity.ZeroOrOne };
}
