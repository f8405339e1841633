using System.CommandLine;
using EditorAgent.Host.Demo;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>demo</c>: the main job, end to end, on a solution that ships with the product.</summary>
internal static class DemoVerb
{
    public static Command Build(VerbContext context)
    {
        var yes = new Option<bool>("--yes") { Description = "Ask nothing; also the case when there is no terminal" };
        var model = new Option<string?>("--model") { Description = "Alias of a configured model, or scripted", HelpName = "alias" };
        var command = new Command("demo") { yes, model };
        command.SetAction(async (parsed, _) => (int)await DemoRun.RunAsync(context, parsed.GetValue(yes), parsed.GetValue(model)));
        return command;
    }
}
