using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace EditorAgent.Host.McpServer.Calls;

/// <summary>How some tasks stand, each time that one of them changes, as <c>tasks/get</c> would say it. Who reads slowly gets the newest state, not every one.</summary>
internal sealed class TaskNews : IDisposable
{
    private readonly Channel<RunningCall> changed = Channel.CreateBounded<RunningCall>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly IReadOnlyCollection<RunningCall> tasks;

    public TaskNews(IReadOnlyCollection<RunningCall> tasks)
    {
        this.tasks = tasks;
        foreach (var task in tasks)
        {
            task.Changed += this.Take;
            this.Take(task);
        }
    }

    public async IAsyncEnumerable<JsonObject> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var task in this.changed.Reader.ReadAllAsync(cancellationToken))
        {
            var state = TaskState.Of(task);
            state.Remove("resultType");
            var text = $"{state["status"]}\n{state["statusMessage"]}\n{state["inputRequests"]?.ToJsonString()}";
            if (told.GetValueOrDefault(task.Id) != text)
            {
                told[task.Id] = text;
                yield return state;
            }
        }
    }

    public void Dispose()
    {
        foreach (var task in this.tasks)
        {
            task.Changed -= this.Take;
        }

        this.changed.Writer.TryComplete();
    }

    private void Take(RunningCall task) => this.changed.Writer.TryWrite(task);
}
