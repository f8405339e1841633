using System.Collections.Concurrent;

namespace EditorAgent.Mcp.Connections;

/// <summary>Wakes those who follow a task when the server tells that it changed (<c>notifications/tasks</c>). Safe from any thread.</summary>
internal sealed class TaskNews
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> followed = new(StringComparer.Ordinal);

    /// <summary>Released for what was told since it was last waited for, once however often that was; <see cref="Leave"/> ends it.</summary>
    public SemaphoreSlim Follow(string task) => this.followed.GetOrAdd(task, static _ => new SemaphoreSlim(0, 1));

    public void Leave(string task) => this.followed.TryRemove(task, out _);

    public void Changed(string task)
    {
        if (this.followed.TryGetValue(task, out var waiting))
        {
            try
            {
                waiting.Release();
            }
            catch (SemaphoreFullException)
            {
                // It is going to look anyway.
            }
        }
    }
}
