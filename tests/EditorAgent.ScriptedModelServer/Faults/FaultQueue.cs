namespace EditorAgent.ScriptedModelServer.Faults;

/// <summary>Faults that wait for requests, in the order in which they were added. Any thread may call.</summary>
public sealed class FaultQueue
{
    private readonly Lock gate = new();
    private readonly Queue<ModelFault> waiting = new();

    public void Add(ModelFault fault)
    {
        lock (this.gate)
        {
            for (var i = 0; i < fault.After; i++)
            {
                this.waiting.Enqueue(new ModelFault());
            }

            for (var i = 0; i < fault.Next; i++)
            {
                this.waiting.Enqueue(fault);
            }
        }
    }

    public void Clear()
    {
        lock (this.gate)
        {
            this.waiting.Clear();
        }
    }

    internal ModelFault? Take()
    {
        lock (this.gate)
        {
            return this.waiting.TryDequeue(out var fault) ? fault : null;
        }
    }
}
