using EditorAgent.Core.Agent;
using EditorAgent.Tests.Agent.Subagents;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.Agent;

public sealed class OwnWritesTests
{
    [Fact]
    public async Task Hold_OfWhatAToolWrote_UntilSomebodyElseChangesIt()
    {
        await using var crew = await CrewFixture.StartAsync(
            new ModelInMemory(Calls(("write", """{"path":".vscode/tasks.json","content":"{}"}""")), Says("done")), []);
        await crew.Parent.TurnAsync("go", TestContext.Current.CancellationToken);
        var folder = Path.Combine(crew.Parent.WorkspaceRoot, ".vscode");
        var writes = new OwnWrites(() => crew.Parent.Agent.Session.State);

        Assert.True(writes.Hold(Path.Combine(folder, "tasks.json")));
        Assert.True(writes.Hold(folder));

        crew.Write(".vscode/launch.json", "{}");
        Assert.False(writes.Hold(folder));
        Assert.True(writes.Hold(Path.Combine(folder, "tasks.json")));

        crew.Write(".vscode/tasks.json", "[]");
        Assert.False(writes.Hold(Path.Combine(folder, "tasks.json")));
        Assert.False(writes.Hold(Path.Combine(folder, "none.json")));
    }
}
