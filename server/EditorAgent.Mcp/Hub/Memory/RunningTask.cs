namespace EditorAgent.Mcp.Hub.Memory;

/// <summary>A task at a server that this process answers for, for as long as it holds the file.</summary>
internal sealed class RunningTask(FileStream file, string tool, string id, DateTimeOffset began)
{
    public string Tool => tool;

    /// <summary>As the server named it.</summary>
    public string Id => id;

    public DateTimeOffset Began => began;

    /// <summary>It is over.</summary>
    public void Forget()
    {
        file.Dispose();
        File.Delete(file.Name);
    }

    /// <summary>Nobody knows whether it is over: whoever connects to the server next finds out.</summary>
    public void Leave() => file.Dispose();
}
